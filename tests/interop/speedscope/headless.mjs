// SPDX-License-Identifier: GPL-3.0-or-later

// What the drivers of the anchors share. Each is called with BROWSER FILE FRAMES SECONDS [FOLDER],
// opens FILE in its anchor, of the FOLDER in which npm ci has run (this file's, where none is
// named), in a headless browser, and writes JSON objects, a line each, as soon as they are known:
// load_ms, from giving it the file to the first frame that shows it, with `browser` and the
// anchor's version; then frames_ms, of FRAMES movements (zoom in, pan there and back, zoom out),
// each from the event of the wheel until what it changed was drawn and one pixel of it read back,
// which forces the raster, as painting does on our side; what the browser then does to show it is
// not counted. All movements together get FRAME_SECONDS: frames_ms has those that were drawn by
// then. An `error` when it did not load within SECONDS, or the movements failed.

import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import url from "node:url";

const [browserPath, givenFile, givenFrames, seconds, folder] = process.argv.slice(2);
const home = folder ? path.resolve(folder) : path.dirname(url.fileURLToPath(import.meta.url));
const FRAME_SECONDS = 30;

export const file = givenFile;
export const frames = Number(givenFrames);
export const limit = Number(seconds) * 1000;
export const frameBudget = FRAME_SECONDS * 1000;

export function installed(name) {
  return path.join(home, "node_modules", name);
}

export function versionOf(name) {
  return JSON.parse(fs.readFileSync(path.join(installed(name), "package.json"), "utf8")).version;
}

export function tell(object) {
  console.log(JSON.stringify(object));
}

// Calls measure(page, browser), and tells what it threw. `raster`: what the anchor draws fastest
// with on a machine without a graphics card, WebGL by SwiftShader or a canvas by the processor.
export async function withPage(raster, measure) {
  // An import would look beside this file alone.
  const { default: puppeteer } = createRequire(path.join(home, "package.json"))("puppeteer-core");
  const browser = await puppeteer.launch({
    executablePath: browserPath,
    headless: true,
    protocolTimeout: limit + 30000,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync",
           "--disable-background-networking", "--disable-component-update", "--disable-quic",
           "--allow-file-access-from-files", "--disable-gpu-vsync", "--disable-frame-rate-limit",
           ...raster],
  });
  process.on("SIGTERM", async () => { await browser.close(); process.exit(1); });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1920, height: 1000 });
    await measure(page, browser);
    if (process.env.ANCHOR_PICTURE)
      await page.screenshot({ path: process.env.ANCHOR_PICTURE });
  } catch (problem) {
    tell({ error: String(problem.message ?? problem).split("\n")[0] });
  }
  await browser.close();
}

// In the page, which has `drawn`, counted up with each drawing, and nextFrame(before), resolved in
// the first frame in which more was drawn than that. `outward` is how far a notch zooms out.
export async function moveAll(count, budget, outward) {
  const canvas = [...document.querySelectorAll("canvas")].pop().getBoundingClientRect();
  const x = canvas.x + canvas.width / 2, y = canvas.y + canvas.height / 2;
  const target = () => document.elementFromPoint(x, y);
  target().dispatchEvent(new MouseEvent("mousemove", { clientX: x, clientY: y, bubbles: true }));
  const times = [], end = performance.now() + budget;
  for (let i = 0; i < count && performance.now() < end; i++) {
    const part = Math.floor(4 * i / count); // in, right, left, out
    const zooms = part === 0 || part === 3;
    const by = part === 0 || part === 2 ? -40 : part === 3 ? outward : 40;
    const before = window.drawn, begun = performance.now();
    target().dispatchEvent(new WheelEvent("wheel", {
      deltaX: zooms ? 0 : by, deltaY: zooms ? by : 0, ctrlKey: zooms, metaKey: zooms,
      clientX: x, clientY: y, bubbles: true, cancelable: true }));
    const drew = await Promise.race([window.nextFrame(before).then(() => true),
                                     new Promise((resolve) => setTimeout(
                                       resolve, Math.min(5000, end - performance.now())))]);
    if (drew) times.push(performance.now() - begun);
  }
  return times;
}
