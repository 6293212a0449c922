// SPDX-License-Identifier: GPL-3.0-or-later

// node measure.mjs BROWSER FILE FRAMES SECONDS [FOLDER]: opens FILE in speedscope, of the FOLDER in
// which npm ci has run (this file's, where none is named), in a headless browser and writes JSON objects, a line each, as soon as they are known: load_ms, from giving it the file to
// the first frame of its time order, with `browser` and `speedscope`; then frames_ms, of FRAMES
// movements (zoom in, pan there and back, zoom out), each from the event of the wheel until what it
// changed was drawn and one pixel of it read back, which forces the raster, as painting does on our
// side; what the browser then does to show it is not counted. All movements together get
// FRAME_SECONDS: frames_ms has those that were drawn by then. An `error` when it did not load
// within SECONDS, or the movements failed.

import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import url from "node:url";

const [browserPath, file, frames, seconds, folder] = process.argv.slice(2);
const home = folder ? path.resolve(folder) : path.dirname(url.fileURLToPath(import.meta.url));
// An import would look beside this file alone.
const { default: puppeteer } = createRequire(path.join(home, "package.json"))("puppeteer-core");
const speedscope = path.join(home, "node_modules/speedscope");
const limit = Number(seconds) * 1000;
const FRAME_SECONDS = 30;

const browser = await puppeteer.launch({
  executablePath: browserPath,
  headless: true,
  protocolTimeout: limit + 30000,
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update", "--disable-quic",
         "--allow-file-access-from-files", "--use-angle=swiftshader",
         "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
         "--disable-gpu-vsync", "--disable-frame-rate-limit"],
});
process.on("SIGTERM", async () => { await browser.close(); process.exit(1); });

// Before the page's own script: remembers the bars' context, and when it was last drawn into.
function watchDrawing() {
  window.drawn = 0;
  for (const kind of [window.WebGLRenderingContext, window.WebGL2RenderingContext]) {
    for (const name of ["drawArrays", "drawElements", "drawElementsInstanced",
                        "drawArraysInstanced"]) {
      const original = kind && kind.prototype[name];
      if (original)
        kind.prototype[name] = function (...given) {
          window.drawn++; window.barsContext = this;
          return original.apply(this, given);
        };
    }
  }
  // Resolves in the first frame from now on in which the bars were drawn, once they are there.
  window.nextFrame = (before) => new Promise((resolve) => {
    const look = () => {
      if (window.drawn > before) {
        const pixel = new Uint8Array(4), gl = window.barsContext;
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
        for (const canvas of document.querySelectorAll("canvas")) {
          const flat = canvas.getContext("2d");
          if (flat) flat.getImageData(0, 0, 1, 1);
        }
        resolve();
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

async function moveAll(count, budget) {
  const canvas = [...document.querySelectorAll("canvas")].pop().getBoundingClientRect();
  const x = canvas.x + canvas.width / 2, y = canvas.y + canvas.height / 2;
  const times = [], end = performance.now() + budget;
  for (let i = 0; i < count && performance.now() < end; i++) {
    const part = Math.floor(4 * i / count); // in, right, left, out
    const zooms = part === 0 || part === 3;
    const by = part === 0 || part === 2 ? -40 : 40;
    const target = document.elementFromPoint(x, y);
    const before = window.drawn, begun = performance.now();
    target.dispatchEvent(new WheelEvent("wheel", {
      deltaX: zooms ? 0 : by, deltaY: zooms ? by : 0, ctrlKey: zooms, metaKey: zooms,
      clientX: x, clientY: y, bubbles: true, cancelable: true }));
    const drew = await Promise.race([window.nextFrame(before).then(() => true),
                                     new Promise((resolve) => setTimeout(
                                       resolve, Math.min(5000, end - performance.now())))]);
    if (drew) times.push(performance.now() - begun);
  }
  return times;
}

try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1920, height: 1000 });
  await page.evaluateOnNewDocument(watchDrawing);
  await page.goto(url.pathToFileURL(path.join(speedscope, "dist/release/index.html")).href);
  const input = await page.waitForSelector("input[type=file]", { timeout: 30000 });
  const begun = performance.now();
  await input.uploadFile(file);
  await page.waitForFunction(() => window.drawn > 0 && /Time Order/.test(document.body.innerText),
                             { timeout: limit, polling: 20 });
  await page.evaluate(() => window.nextFrame(0));
  const load_ms = performance.now() - begun;
  const version =
      JSON.parse(fs.readFileSync(path.join(speedscope, "package.json"), "utf8")).version;
  console.log(JSON.stringify({ load_ms, browser: await browser.version(), speedscope: version }));
  if (Number(frames) > 0)
    console.log(JSON.stringify(
        { frames_ms: await page.evaluate(moveAll, Number(frames), FRAME_SECONDS * 1000) }));
  if (process.env.SPEEDSCOPE_PICTURE)
    await page.screenshot({ path: process.env.SPEEDSCOPE_PICTURE });
} catch (problem) {
  console.log(JSON.stringify({ error: String(problem.message ?? problem).split("\n")[0] }));
}
await browser.close();
