/* An old book, bound in cloth, with a paper jacket that is worn at its spine. */
vec2 map(vec3 p) {
  vec2 s = vec2(p.y, 1.);
  vec3 q = p - vec3(0, .36, 0); q.xz *= turn(-.42);
  vec3 cover = q; float top = box(cover - vec3(0, .33, 0), vec3(1.36, .032, 1.92), .02), bottom = box(cover + vec3(0, .33, 0), vec3(1.36, .032, 1.92), .02);
  float spine = max(length(vec2((q.x + 1.22) * .55, q.y)) - .365, abs(q.z) - 1.92); spine = max(spine, q.x + 1.18); spine = max(spine, -(length(vec2((q.x + 1.22) * .55, q.y)) - .33));
  s = nearer(s, vec2(min(min(top, bottom), spine * .7), 2.));
  float pages = box(q - vec3(.0, 0, 0), vec3(1.27, .31, 1.84), .01) + .006 * noise(q * vec3(1.5, 70., 1.5));
  s = nearer(s, vec2(pages * .8, 3.));
  vec3 r = q - vec3(.2, -.1, 1.9);
  s = nearer(s, vec2(box(vec3(r.x - .25 * sin(r.z * 2.), q.y + .30 + .12 * max(r.z, 0.) , r.z - .2), vec3(.05, .004, .34), .002), 4.));
  return s;
}
Material material(float id, vec3 p, inout vec3 n) {
  if (id < 1.5) return Material(wood(p.yzx * .7 + vec3(1.2, floor(p.z * .55) * 2.3, 0), vec3(.10, .055, .03), vec3(.22, .13, .075)), .35, 0.);
  vec3 q = p - vec3(0, .36, 0); q.xz *= turn(-.42);
  if (id < 2.5) {
    float wear = smoothstep(.52, .75, fbm(q * 5.) + .35 * smoothstep(1.15, 1.38, abs(q.x)) + .3 * smoothstep(1.78, 1.94, abs(q.z)));
    vec3 c = vec3(.66, .56, .38);
    if (q.y > .3) c = texture(art, vec2(.5 + q.x / 2.72, .5 + q.z / 3.84)).rgb;
    c = pow(c, vec3(2.2)) * (q.y > .3 ? 1. : 1.3);
    n = normalize(n + .05 * (vec3(noise(q * 160.), .5, noise(q * 160. + 3.)) - .5));
    return Material(mix(c, vec3(.70, .62, .47), .55 * wear) * (.92 + .12 * fbm(q * 7.)), .18, 0.);
  }
  if (id < 3.5) return Material(vec3(.72, .62, .43) * (.85 + .25 * noise(q * vec3(1.5, 120., 1.5))), .05, 0.);
  return Material(vec3(.36, .03, .03), .4, 0.);
}
