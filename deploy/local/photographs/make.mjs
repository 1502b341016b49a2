/* global OffscreenCanvas */
/**
 * Takes the demo photographs: each is a scene in a shader, seen by a camera, drawn by Chromium. `node deploy/local/photographs/make.mjs [name …]`,
 * with how many times each point is looked at in LOOKS. They are made by code and belong to the project, under its licence.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const here = new URL('.', import.meta.url)

const WIDTH = Number(process.env.WIDTH ?? 960)
const HEIGHT = WIDTH * 3 / 4
const SHOTS = {
  'clock-1': { scene: 'clock', eye: [-1.5, 2.3, 8.2], aim: [0.12, 1.62, 0], zoom: 3.5, aperture: 0.03 },
  'clock-2': { scene: 'clock', eye: [-1.5, 2.5, 3.6], aim: [0.02, 1.85, 0.3], zoom: 3.1, aperture: 0.05 },
  'basket-1': { scene: 'basket', eye: [-1.5, 3.4, 6.6], aim: [0.02, 0.72, 0.3], zoom: 3.5, aperture: 0.04 },
  'basket-2': { scene: 'basket', eye: [2.2, 2.5, 4.2], aim: [0.2, 1.12, 0], zoom: 2.9, aperture: 0.03 },
  'guitar-1': { scene: 'guitar', eye: [0.5, 6.6, 3.2], aim: [0.82, 0.1, 0.05], zoom: 2.55, aperture: 0.05 },
  'guitar-2': { scene: 'guitar', eye: [-2.3, 2.2, 2.3], aim: [0.15, 0.5, -0.1], zoom: 2.6, aperture: 0.03 },
  'book-1': { scene: 'book', eye: [0.6, 5.1, 4.9], aim: [-0.02, 0.3, 0.16], zoom: 2.95, aperture: 0.03 },
  'book-2': { scene: 'book', eye: [-4.0, 3.0, 3.4], aim: [-0.15, 0.3, 0.3], zoom: 3.0, aperture: 0.03 },
  'chess-1': { scene: 'chess', eye: [-1.4, 2.5, 7.0], aim: [-0.2, 0.78, 0.2], zoom: 3.3, aperture: 0.05 },
  'shirt-1': { scene: 'shirt', eye: [0.4, 7.6, 2.2], aim: [0.02, 0, 0.27], zoom: 3.35, aperture: 0.02 },
  'woodcut-1': { scene: 'woodcut', eye: [0.2, 6.2, 3.0], aim: [0.18, 0, 0.05], zoom: 3.05, aperture: 0.03 }
}
const LOOKS = Number(process.env.LOOKS ?? 9)
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(SHOTS)

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
const page = await browser.newPage()
page.setDefaultTimeout(0)
for (const name of wanted) {
  const { scene, ...camera } = SHOTS[name]
  const shader = readFileSync(new URL('studio.glsl', here), 'utf8').replace('SCENE', readFileSync(new URL(`${scene}.glsl`, here), 'utf8'))
  const webp = await page.evaluate(photograph, { scene, shader, ...camera, width: WIDTH, height: HEIGHT, looks: LOOKS, quality: 0.74 })
  const picture = Buffer.from(webp.split(',')[1], 'base64')
  writeFileSync(new URL(`${name}.webp`, here), picture)
  console.log(`${name}: ${Math.round(picture.length / 1024)} KB`)
}
await browser.close()

/** Runs in the browser. */
async function photograph ({ scene, shader, eye, aim, zoom, aperture, width, height, looks, quality }) {
  const gl = new OffscreenCanvas(width, height).getContext('webgl2')
  gl.getExtension('EXT_color_buffer_float')
  gl.getExtension('EXT_float_blend')
  const compile = (type, source) => {
    const made = gl.createShader(type)
    gl.shaderSource(made, source)
    gl.compileShader(made)
    if (!gl.getShaderParameter(made, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(made))
    return made
  }
  const program = gl.createProgram()
  gl.attachShader(program, compile(gl.VERTEX_SHADER, '#version 300 es\nvoid main() { gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4. - 1., 0, 1); }'))
  gl.attachShader(program, compile(gl.FRAGMENT_SHADER, shader))
  gl.linkProgram(program)
  gl.useProgram(program)
  gl.bindVertexArray(gl.createVertexArray())

  const sheet = drawArt(scene)
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture())
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, sheet)
  gl.generateMipmap(gl.TEXTURE_2D)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE)
  const film = gl.createRenderbuffer()
  gl.bindRenderbuffer(gl.RENDERBUFFER, film)
  gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA32F, width, height)
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer())
  gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, film)
  gl.viewport(0, 0, width, height)
  gl.enable(gl.BLEND)
  gl.blendFunc(gl.ONE, gl.ONE)

  const at = (name) => gl.getUniformLocation(program, name)
  gl.uniform2f(at('size'), width, height)
  gl.uniform3f(at('eye'), ...eye)
  gl.uniform3f(at('aim'), ...aim)
  gl.uniform1f(at('zoom'), zoom)
  gl.uniform1f(at('aperture'), aperture)
  gl.enable(gl.SCISSOR_TEST)
  const TILE = 150
  for (let i = 0; i < looks; i++) {
    // Points that fill the pixel and the lens evenly, however many there are.
    const [a, b, c, d] = [0.7548777, 0.5698403, 0.8191725, 0.6710436].map((step) => (0.5 + step * (i + 1)) % 1)
    gl.uniform2f(at('jitter'), a - 0.5, b - 0.5)
    gl.uniform2f(at('lens'), Math.sqrt(c) * Math.cos(d * 2 * Math.PI), Math.sqrt(c) * Math.sin(d * 2 * Math.PI))
    for (let y = 0; y < height; y += TILE) {
      for (let x = 0; x < width; x += TILE) {
        gl.scissor(x, y, TILE, TILE)
        gl.drawArrays(gl.TRIANGLES, 0, 3)
        gl.finish()
      }
    }
  }
  const light = new Float32Array(width * height * 4)
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, light)

  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')
  const picture = context.createImageData(width, height)
  const film2 = (v) => v * (2.51 * v + 0.03) / (v * (2.43 * v + 0.59) + 0.14)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [from, to] = [((height - 1 - y) * width + x) * 4, (y * width + x) * 4]
      const [dx, dy] = [x / width - 0.5, y / height - 0.5]
      const vignette = 1 - 0.55 * (dx * dx + dy * dy)
      for (let k = 0; k < 3; k++) picture.data[to + k] = 255 * Math.pow(Math.min(1, Math.max(0, film2(light[from + k] / looks * 0.6 * vignette))), 1 / 2.2)
      picture.data[to + 3] = 255
    }
  }
  context.putImageData(picture, 0, 0)
  return canvas.toDataURL('image/webp', quality)

  /** What is printed or written on things. */
  function drawArt (what) {
    const canvas = new OffscreenCanvas(1056, 1408)
    const c = canvas.getContext('2d')
    const [w, h] = [canvas.width, canvas.height]
    let seed = 7
    const chance = () => (seed = seed * 16807 % 2147483647) / 2147483647
    const text = (words, x, y, font, colour) => {
      c.font = font
      c.fillStyle = colour
      c.textAlign = 'center'
      c.fillText(words, x, y)
    }
    if (what === 'book') {
      c.fillStyle = '#cbb88c'
      c.fillRect(0, 0, w, h)
      c.fillStyle = '#7d2a1c'
      c.fillRect(0, h * 0.30, w, h * 0.17)
      c.fillRect(0, h * 0.80, w, 8)
      c.fillRect(0, h * 0.815, w, 3)
      text('JOÃO GUIMARÃES ROSA', w / 2, h * 0.16, '500 54px "DejaVu Serif", serif', '#2b2118')
      text('GRANDE SERTÃO:', w / 2, h * 0.375, '700 84px "DejaVu Serif", serif', '#eadfbe')
      text('VEREDAS', w / 2, h * 0.435, '700 84px "DejaVu Serif", serif', '#eadfbe')
      text('1956', w / 2, h * 0.87, '500 40px "DejaVu Serif", serif', '#2b2118')
      // Three paths that part.
      c.strokeStyle = '#2b2118'
      c.lineWidth = 7
      for (const side of [-1, 0, 1]) {
        c.beginPath()
        c.moveTo(w / 2, h * 0.74)
        c.bezierCurveTo(w / 2, h * 0.66, w / 2 + side * 60, h * 0.62, w / 2 + side * 200, h * 0.53)
        c.stroke()
      }
    } else if (what === 'shirt') {
      c.lineCap = 'round'
      for (let i = 0; i < 12; i++) {
        const [x0, y0, angle, size] = [w * (0.12 + 0.27 * (i % 3) + 0.05 * chance()), h * (0.26 + 0.18 * Math.floor(i / 3) + 0.05 * chance()), -0.35 + 0.5 * chance(), 1 + 0.45 * chance()]
        c.save()
        c.translate(x0, y0)
        c.rotate(angle)
        c.scale(size, size)
        c.strokeStyle = 'rgba(16,20,34,.93)'
        c.lineWidth = 5.5
        c.beginPath()
        c.moveTo(0, 0)
        let x = 0
        for (let k = 0; k < 7; k++) {
          const [up, over] = [30 + 46 * chance(), 14 + 22 * chance()]
          c.bezierCurveTo(x + over * 0.2, -up, x + over * 1.2, -up * 0.7, x + over * 0.5, 4 + 10 * chance())
          x += over * 0.5
          c.quadraticCurveTo(x + 8, 16 * chance(), x += 14, -4)
        }
        c.moveTo(-10, 26)
        c.quadraticCurveTo(x * 0.5, 10 + 20 * chance(), x + 30, 18)
        c.stroke()
        c.restore()
      }
    } else if (what === 'woodcut') {
      c.fillStyle = '#fff'
      c.fillRect(0, 0, w, h)
      const [x0, y0, pw, ph] = [110, 120, w - 220, h - 330]
      c.fillStyle = '#000'
      c.fillRect(x0, y0, pw, ph)
      c.save()
      c.beginPath()
      c.rect(x0, y0, pw, ph)
      c.clip()
      c.strokeStyle = c.fillStyle = '#fff'
      const sun = [x0 + pw * 0.66, y0 + ph * 0.27]
      c.beginPath()
      c.arc(...sun, 92, 0, 7)
      c.fill()
      for (let i = 0; i < 48; i++) {
        const a = i / 48 * 2 * Math.PI
        const [near, far] = [112 + 8 * chance(), (i % 2 ? 190 : 300) + 60 * chance()]
        c.beginPath()
        c.moveTo(sun[0] + near * Math.cos(a - 0.025), sun[1] + near * Math.sin(a - 0.025))
        c.lineTo(sun[0] + far * Math.cos(a), sun[1] + far * Math.sin(a))
        c.lineTo(sun[0] + near * Math.cos(a + 0.025), sun[1] + near * Math.sin(a + 0.025))
        c.fill()
      }
      // The ground, cut in waves.
      const ground = y0 + ph * 0.72
      for (let i = 0; i < 26; i++) {
        c.lineWidth = 3 + i * 0.25
        c.beginPath()
        for (let x = x0 - 20; x < x0 + pw + 20; x += 24) c.lineTo(x, ground + i * 13 + 7 * Math.sin(x * 0.013 + i * 0.9) + 3 * chance())
        c.setLineDash([60 + 90 * chance(), 10 + 24 * chance()])
        c.stroke()
      }
      c.setLineDash([])
      const cactus = (x, y, s) => {
        const arm = (...points) => {
          c.lineCap = c.lineJoin = 'round'
          for (const [colour, width] of [['#fff', 62], ['#000', 48]]) {
            c.strokeStyle = colour
            c.lineWidth = width * s
            c.beginPath()
            points.forEach(([px, py], i) => { c[i ? 'lineTo' : 'moveTo'](x + px * s, y + py * s) })
            c.stroke()
          }
          c.strokeStyle = '#fff'
          c.lineWidth = 4 * s
          c.setLineDash([10 * s, 14 * s])
          for (const off of [-11, 11]) {
            c.beginPath()
            points.forEach(([px, py], i) => { c[i ? 'lineTo' : 'moveTo'](x + (px + off) * s, y + py * s) })
            c.stroke()
          }
          c.setLineDash([])
        }
        arm([-90, -150], [-90, -80], [-10, -70])
        arm([100, -210], [100, -130], [10, -115])
        arm([0, 30], [0, -300])
      }
      cactus(x0 + 190, ground + 110, 1.35)
      cactus(x0 + pw - 130, ground + 60, 0.75)
      // The stalls of the fair.
      for (const [sx, sw] of [[0.42, 170], [0.62, 150]]) {
        const [x, y] = [x0 + pw * sx, ground + 60]
        c.fillStyle = '#fff'
        c.beginPath()
        c.moveTo(x - 20, y - 105)
        c.lineTo(x + sw / 2, y - 190)
        c.lineTo(x + sw + 20, y - 105)
        c.fill()
        c.fillStyle = '#000'
        for (let i = 0; i < 4; i++) {
          c.beginPath()
          c.moveTo(x + sw / 2, y - 186)
          c.lineTo(x - 10 + (i + 0.3) * (sw + 20) / 4, y - 108)
          c.lineTo(x - 10 + (i + 0.75) * (sw + 20) / 4, y - 108)
          c.fill()
        }
        c.fillStyle = '#fff'
        c.fillRect(x, y - 105, 8, 130)
        c.fillRect(x + sw - 8, y - 105, 8, 130)
        c.fillRect(x - 6, y - 40, sw + 12, 12)
        for (let i = 0; i < 6; i++) {
          c.beginPath()
          c.arc(x + 18 + i * (sw - 30) / 5, y - 52, 11, 0, 7)
          c.fill()
        }
      }
      // Birds.
      c.strokeStyle = '#fff'
      c.lineWidth = 8
      for (const [bx, by] of [[0.16, 0.16], [0.27, 0.11], [0.33, 0.22]]) {
        const [x, y] = [x0 + pw * bx, y0 + ph * by]
        c.beginPath()
        c.moveTo(x - 38, y - 12)
        c.quadraticCurveTo(x - 14, y - 22, x, y + 6)
        c.quadraticCurveTo(x + 14, y - 22, x + 38, y - 12)
        c.stroke()
      }
      // The marks of the knife.
      for (let i = 0; i < 420; i++) {
        const [x, y] = [x0 + pw * chance(), y0 + ph * 0.7 * chance()]
        if (Math.hypot(x - sun[0], y - sun[1]) < 340) continue
        c.lineWidth = 1.5 + 2 * chance()
        c.beginPath()
        c.moveTo(x, y)
        c.lineTo(x + 14 + 22 * chance(), y + 3 * chance())
        c.stroke()
      }
      c.restore()
      c.textAlign = 'left'
      c.fillStyle = '#444'
      c.font = 'italic 30px "DejaVu Serif", serif'
      c.fillText('12/50', x0, h - 150)
      c.fillText('Feira de Caruaru', x0 + pw * 0.36, h - 150)
      c.strokeStyle = '#444'
      c.lineWidth = 3
      c.beginPath()
      c.moveTo(x0 + pw - 150, h - 150)
      c.bezierCurveTo(x0 + pw - 120, h - 210, x0 + pw - 100, h - 130, x0 + pw - 80, h - 160)
      c.bezierCurveTo(x0 + pw - 60, h - 190, x0 + pw - 50, h - 140, x0 + pw, h - 165)
      c.stroke()
    }
    return canvas
  }
}
