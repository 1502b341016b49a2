/* A guitar that lies on a dark cloth. It is drawn flat, x along the neck. */
float outline(vec2 p) { float d = smin(length(p - vec2(-1.05, 0)) - 1.06, length(p - vec2(.48, 0)) - .80, .55); return max(d, -smin(9., length(vec2(p.x + .22, abs(p.y) - 1.36)) - .5, .3)); }
vec2 map(vec3 p) {
  vec2 s = vec2(p.y + .006 * fbm(p * 5.), 1.);
  float flat2 = outline(p.xz), y = p.y - .26;
  vec2 w = vec2(flat2, abs(y) - .24); float body = min(max(w.x, w.y), 0.) + length(max(w, 0.)) - .02;
  float hole = length(p.xz - vec2(.22, 0)) - .33;
  body = max(body, -max(hole, .15 - p.y));
  s = nearer(s, vec2(body * .9, 2.));
  s = nearer(s, vec2(box(p - vec3(-1.02, .54, 0), vec3(.11, .045, .52), .03), 3.));
  s = nearer(s, vec2(box(p - vec3(-.98, .60, 0), vec3(.018, .02, .32), .01), 4.));
  s = nearer(s, vec2(box(p - vec3(1.55, .55, 0), vec3(1.32, .035, .20), .02), 5.));
  s = nearer(s, vec2(box(p - vec3(1.9, .42, 0), vec3(1.0, .12, .18), .11), 3.));
  float f = p.x - .36, gap = .118; float k = clamp(floor((f) / .165 + .5), 1., 15.);
  s = nearer(s, vec2(capsule(p, vec3(.36 + k * .165, .587, -.19), vec3(.36 + k * .165, .587, .19), .009), 6.));
  s = nearer(s, vec2(box(p - vec3(2.86, .59, 0), vec3(.02, .03, .2), .01), 4.));
  s = nearer(s, vec2(box(p - vec3(3.3, .5, 0), vec3(.45, .06, .26), .04), 3.));
  for (float i = -2.5; i < 3.; i += 1.) s = nearer(s, vec2(capsule(p, vec3(-1.0, .625, i * .105), vec3(2.86, .622, i * .062), .0052 + .0014 * (2.5 - i)), i > 0. ? 7. : 6.));
  for (float i = 0.; i < 3.; i++) for (float j = -1.; j < 2.; j += 2.) s = nearer(s, vec2(cylinder(p - vec3(3.05 + i * .25, .53, j * .33), .045, .05, .02), 4.));
  return s;
}
Material material(float id, vec3 p, inout vec3 n) {
  if (id < 1.5) { n = normalize(n + .14 * (vec3(noise(p * 70.), .5, noise(p * 70. + 4.)) - .5)); return Material(vec3(.115, .125, .13) * (.8 + .4 * noise(p * vec3(120., 1., 120.))), .05, 0.); }
  if (id < 2.5) {
    if (n.y < .7) return Material(wood(p.zyx * 1.2, vec3(.10, .035, .015), vec3(.24, .09, .035)), .75, 0.);
    float r = length(p.xz - vec2(.22, 0)), rose = smoothstep(.47, .46, r) * smoothstep(.35, .36, r), edge = smoothstep(-.045, -.035, outline(p.xz));
    vec3 top = wood(vec3(p.z * 2.6 + 5., p.y, p.x * .5), vec3(.55, .30, .10), vec3(.74, .47, .19));
    vec3 mosaic = mix(vec3(.07, .03, .015), vec3(.55, .34, .14), step(.5, fract(atan(p.z, p.x - .22) * 12. + floor(r * 60.) * .5)));
    return Material(mix(mix(top, mosaic, rose), vec3(.055, .025, .015), edge), .8, 0.);
  }
  if (id < 3.5) return Material(wood(p.zyx * 1.5 + 2., vec3(.06, .022, .012), vec3(.17, .065, .03)), .6, 0.);
  if (id < 4.5) return Material(vec3(.78, .74, .62), .6, 0.);
  if (id < 5.5) return Material(vec3(.035, .022, .016) * (.8 + .5 * noise(p * vec3(6., 30., 60.))), .55, 0.);
  if (id < 6.5) return Material(vec3(.75, .66, .48), .85, .9);
  return Material(vec3(.75, .75, .73), .5, .0);
}
