// WebGL: the one context of a collection, who made the GPU, and a picture that is drawn while everything else is read.

const GL_SIDE = 64;
const PAUSE = 4; // milliseconds: timers are not more frequent than that

const VERTEX = `attribute vec2 p;
varying vec2 v;
void main() { v = p; gl_Position = vec4(p * 1.1, 0.0, 1.0); }`;

const FRAGMENT = `precision highp float;
varying vec2 v;
void main() {
  float r = length(v) * 9.0;
  gl_FragColor = vec4(0.5 + 0.5 * sin(r), 0.5 + 0.5 * cos(v.x * 7.0 + r), fract(v.y * 3.3 + pow(abs(v.x), 1.7)), 1.0);
}`;

/** openGL makes a WebGL context and says its version; undefined where there is none. */
export function openGL() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = GL_SIDE;
  for (const [kind, version] of [["webgl2", "webgl2"], ["webgl", "webgl1"]]) {
    const context = canvas.getContext(kind, { antialias: false, desynchronized: false });
    if (context) return { context, version };
  }
}

/** makers are vendor and renderer. Gecko answers the plain question and warns in the console about the extension that others need. */
export function makers({ context }) {
  let names = [context.VENDOR, context.RENDERER];
  if (window.mozInnerScreenX === undefined) {
    const { UNMASKED_VENDOR_WEBGL, UNMASKED_RENDERER_WEBGL } = context.getExtension("WEBGL_debug_renderer_info") ?? {};
    if (typeof UNMASKED_RENDERER_WEBGL === "number") names = [UNMASKED_VENDOR_WEBGL, UNMASKED_RENDERER_WEBGL];
  }
  return names.map((name) => context.getParameter(name));
}

/** render draws one triangle with a shader of smooth gradients and gives the pixels: interpolation and arithmetic of the chip. */
export async function render({ context: gl, version }) {
  const program = link(gl);
  // A program that takes too long is not used: using it would block the page until it is ready, which was seen to take ten seconds on a
  // machine without a GPU that was busy. https://registry.khronos.org/webgl/extensions/KHR_parallel_shader_compile/
  const compiled = gl.getExtension("KHR_parallel_shader_compile")?.COMPLETION_STATUS_KHR;
  if (typeof compiled === "number") await until(() => gl.getProgramParameter(program, compiled) === true);
  draw(gl, program);
  const pixels = new Uint8Array(4 * GL_SIDE * GL_SIDE);
  const read = (target) => gl.readPixels(0, 0, GL_SIDE, GL_SIDE, gl.RGBA, gl.UNSIGNED_BYTE, target);
  if (version === "webgl1") {
    read(pixels); // at once, which makes the page wait for the GPU; Chromium's console complains about that
    return pixels;
  }
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, gl.createBuffer());
  gl.bufferData(gl.PIXEL_PACK_BUFFER, pixels.length, gl.STREAM_READ);
  read(0);
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  gl.flush();
  // clientWaitSync waits for an answer of the GPU's process even if it is told not to.
  await until(() => gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.SIGNALED);
  gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, pixels);
  return pixels;
}

/** link has the two shaders compiled. Nothing is asked back: the GPU works on it while the page goes on. */
function link(gl) {
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.bindAttribLocation(program, 0, "p");
  gl.linkProgram(program);
  return program;
}

function draw(gl, program) {
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-0.9, -0.8, 0.9, -0.7, 0.1, 0.9]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
}

/** until settles when done says so. It asks for some seconds: how long that is waited for is Go's to say. */
async function until(done) {
  for (let i = 0; i < 1000; i++) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (done()) return;
  }
  throw new Error("timeout");
}

/** limits asks WebGL for parameters, "NAME", and precisions, "SHADER KIND". */
export function limits(gl, names) {
  const value = (name) => {
    const [shader, kind] = name.split(" ");
    if (kind) {
      const { rangeMin, rangeMax, precision } = gl.getShaderPrecisionFormat(gl[shader], gl[kind]);
      return `${rangeMin}/${rangeMax}/${precision}`;
    }
    const limit = gl[name] === undefined ? null : gl.getParameter(gl[name]);
    return limit && typeof limit === "object" ? `${limit[0]}/${limit[1]}` : String(limit);
  };
  return names.split(",").map(value).join();
}
