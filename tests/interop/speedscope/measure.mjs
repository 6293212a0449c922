// SPDX-License-Identifier: GPL-3.0-or-later

// node measure.mjs BROWSER FILE FRAMES SECONDS [FOLDER]: FILE in speedscope, until the first frame
// of its time order. What it writes: see headless.mjs.

import path from "node:path";
import url from "node:url";

import { file, frameBudget, frames, installed, limit, moveAll, tell, versionOf, withPage }
  from "./headless.mjs";

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

const WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];

await withPage(WEBGL, async (page, browser) => {
  await page.evaluateOnNewDocument(watchDrawing);
  await page.goto(
    url.pathToFileURL(path.join(installed("speedscope"), "dist/release/index.html")).href);
  const input = await page.waitForSelector("input[type=file]", { timeout: 30000 });
  const begun = performance.now();
  await input.uploadFile(file);
  await page.waitForFunction(() => window.drawn > 0 && /Time Order/.test(document.body.innerText),
                             { timeout: limit, polling: 20 });
  await page.evaluate(() => window.nextFrame(0));
  tell({ load_ms: performance.now() - begun, browser: await browser.version(),
         speedscope: versionOf("speedscope") });
  if (frames > 0)
    tell({ frames_ms: await page.evaluate(moveAll, frames, frameBudget, 40) });
});
