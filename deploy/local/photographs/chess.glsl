/* A game that stands between two moves. */
float foot(vec3 p, float r) { float d = cylinder(p - vec3(0, .07, 0), r, .07, .04); d = min(d, cylinder(p - vec3(0, .19, 0), r * .82, .05, .04)); return min(d, ring(p - vec3(0, .27, 0), r * .62, .035)); }
float pawn(vec3 p) { float d = foot(p, .30); d = smin(d, cone(p - vec3(0, .48, 0), .24, .2, .1), .05); d = min(d, cylinder(p - vec3(0, .73, 0), .17, .022, .02)); return min(d, length(p - vec3(0, .89, 0)) - .17); }
float rook(vec3 p) { float d = foot(p, .34); d = smin(d, cone(p - vec3(0, .55, 0), .32, .24, .17), .05); float t = cylinder(p - vec3(0, 1.0, 0), .26, .15, .02); t = max(t, -cylinder(p - vec3(0, 1.14, 0), .17, .12, .01)); float a = mod(atan(p.z, p.x), 1.0472) - .5236; t = max(t, -max(abs(a * length(p.xz)) - .045, 1.07 - p.y)); return min(d, t); }
float bishop(vec3 p) { float d = foot(p, .32); d = smin(d, cone(p - vec3(0, .6, 0), .36, .2, .09), .06); d = min(d, cylinder(p - vec3(0, .98, 0), .18, .022, .02)); float h = ellipsoid(p - vec3(0, 1.2, 0), vec3(.165, .24, .165)); vec3 q = p - vec3(.1, 1.28, 0); q.xy *= turn(-.6); h = max(h, -box(q, vec3(.14, .018, .3), .0)); return min(min(d, h), length(p - vec3(0, 1.46, 0)) - .05); }
float queen(vec3 p) { float d = foot(p, .36); d = smin(d, cone(p - vec3(0, .72, 0), .48, .23, .1), .06); d = min(d, cylinder(p - vec3(0, 1.2, 0), .2, .025, .02)); float c = max(cone(p - vec3(0, 1.4, 0), .18, .12, .23), -(length(p - vec3(0, 1.68, 0)) - .2)); float a = mod(atan(p.z, p.x), .7854) - .3927; c = max(c, -(length(vec2(a * .24, p.y - 1.6)) - .055)); return min(min(d, c), length(p - vec3(0, 1.6, 0)) - .08); }
float king(vec3 p) { float d = foot(p, .37); d = smin(d, cone(p - vec3(0, .78, 0), .54, .24, .11), .06); d = min(d, cylinder(p - vec3(0, 1.32, 0), .21, .025, .02)); d = min(d, cone(p - vec3(0, 1.52, 0), .18, .12, .22)); d = min(d, ellipsoid(p - vec3(0, 1.7, 0), vec3(.2, .07, .2))); d = min(d, box(p - vec3(0, 1.88, 0), vec3(.035, .14, .03), .012)); return min(d, box(p - vec3(0, 1.9, 0), vec3(.1, .032, .03), .012)); }
vec2 map(vec3 p) {
  vec2 s = vec2(p.y + .3, 1.);
  s = nearer(s, vec2(box(p - vec3(0, -.12, 0), vec3(4.4, .119, 4.4), .03), 2.));
  if (p.y > 2.4) return s;
  s = nearer(s, vec2(king(p - vec3(.5, 0, -.5)), 3.));
  s = nearer(s, vec2(min(rook(p - vec3(-1.5, 0, -1.5)), min(pawn(p - vec3(1.5, 0, .5)), min(pawn(p - vec3(-.5, 0, .5)), bishop(p - vec3(2.5, 0, -1.5))))), 3.));
  s = nearer(s, vec2(min(queen(p - vec3(-1.5, 0, .5)), min(min(pawn(p - vec3(.5, 0, 1.5)), pawn(p - vec3(-2.5, 0, 1.5))), min(rook(p - vec3(-.5, 0, -2.5)), min(king(p - vec3(-3.5, 0, -1.5)), pawn(p - vec3(1.5, 0, -2.5)))))), 4.));
  vec3 q = p - vec3(2.35, .3, 1.75); q.yz *= turn(1.5708); q.xy *= turn(1.1);
  s = nearer(s, vec2(pawn(q.xyz + vec3(0, .4, 0)), 4.));
  return s;
}
Material material(float id, vec3 p, inout vec3 n) {
  if (id < 1.5) return Material(vec3(.16, .17, .17) * (.9 + .2 * fbm(p * 3.)), .1, 0.);
  if (id < 2.5) {
    bool inside = max(abs(p.x), abs(p.z)) < 4.; vec2 c = floor(p.xz); bool dark = mod(c.x + c.y, 2.) < .5;
    if (!inside || n.y < .5) return Material(wood(p.yzx, vec3(.09, .04, .02), vec3(.19, .09, .045)), .6, 0.);
    return Material(dark ? wood(p.yxz + c.x * 1.7, vec3(.13, .06, .03), vec3(.25, .12, .06)) : wood(p.yzx + c.y * 2.3, vec3(.58, .40, .22), vec3(.76, .57, .34)), .6, 0.);
  }
  if (id < 3.5) return Material(wood(p.xzy * .8, vec3(.64, .46, .25), vec3(.80, .64, .42)), .7, 0.);
  return Material(wood(p.xzy * .8 + 5., vec3(.028, .016, .011), vec3(.075, .042, .026)), .75, 0.);
}
