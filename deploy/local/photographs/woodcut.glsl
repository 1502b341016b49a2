/* A woodcut on paper, as it comes from the press. */
float lift(vec2 p) { return .012 + .16 * pow(smoothstep(.75, 1.75, (p.x + p.y * .6)), 2.) + .05 * pow(smoothstep(1., 1.9, -p.x + p.y * .4), 2.) + .006 * noise(vec3(p * 2., 1.)); }
vec2 map(vec3 p) {
  vec2 s = vec2(p.y, 1.);
  vec3 q = p; q.xz *= turn(.16);
  float y = q.y - lift(q.xz), d = max(box2(q.xz, vec2(1.32, 1.76)) + .012 * noise(vec3(q.xz * 14., 1.)), abs(y) - .006);
  s = nearer(s, vec2(d * .6, 2.));
  vec3 k = p - vec3(1.92, .09, .75); k.xz *= turn(-.5);
  s = nearer(s, vec2(cone(k.xzy, .42, .055, .085), 3.));
  s = nearer(s, vec2(ellipsoid(k - vec3(0, .02, -.55), vec3(.15, .11, .2)), 3.));
  s = nearer(s, vec2(capsule(k, vec3(0, 0, .4), vec3(0, -.03, .95), .022), 4.));
  return s;
}
Material material(float id, vec3 p, inout vec3 n) {
  if (id < 1.5) return Material(wood(p.yxz * .6 + vec3(.9, floor(p.x * .6) * 1.3, 0), vec3(.17, .10, .055), vec3(.32, .20, .115)) * (1. - .5 * smoothstep(.012, 0., abs(fract(p.x * .6) - .5) - .49)), .3, 0.);
  if (id < 2.5) {
    vec3 q = p; q.xz *= turn(.16);
    n = normalize(n + .05 * (vec3(noise(p * 120.), .5, noise(p * 120. + 3.)) - .5));
    float ink = 1. - texture(art, vec2(.5 + q.x / 2.64, .5 + q.z / 3.52)).r;
    ink *= .86 + .2 * smoothstep(.2, .6, noise(vec3(q.xz * 60., 2.)));
    return Material(mix(vec3(.80, .76, .66), vec3(.028, .026, .025), ink), .08 + .2 * ink, 0.);
  }
  if (id < 3.5) return Material(wood(p.yxz * 2., vec3(.30, .13, .05), vec3(.46, .23, .1)), .6, 0.);
  return Material(vec3(.7, .71, .72), .85, .9);
}
