// SPDX-License-Identifier: GPL-3.0-or-later

// node flamechart.mjs BROWSER FILE FRAMES SECONDS [FOLDER]: FILE, the one that speedscope gets, in
// flame-chart-js, until the first frame of all of it. What it writes: see headless.mjs. It takes a
// tree of calls and no file, so that reading the file and making the tree are part of loading, as
// they are for speedscope. It has no rows for what runs at once: the rows of the file begin at the
// same level, drawn over one another, which is less for it to draw than there is.

import path from "node:path";

import { file, frameBudget, frames, installed, limit, moveAll, tell, versionOf, withPage }
  from "./headless.mjs";

// In the page: opens what is chosen; `drawn` counts what reaches the canvas that is seen. Frames
// come as soon as they are asked for: without a graphics card the browser holds them to 60 a
// second, and waiting is nothing that the anchor does.
function prepare() {
  const turns = new MessageChannel(), asked = new Map();
  let last = 0;
  turns.port1.onmessage = ({ data }) => {
    const callback = asked.get(data);
    asked.delete(data);
    callback?.(performance.now());
  };
  window.requestAnimationFrame = (callback) => {
    asked.set(++last, callback);
    turns.port2.postMessage(last);
    return last;
  };
  window.cancelAnimationFrame = (number) => asked.delete(number);
  const canvas = document.querySelector("canvas"), flat = canvas.getContext("2d");
  window.drawn = 0;
  for (const name of ["drawImage", "fillRect"]) {
    const original = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      if (this === flat) window.drawn++;
      return original.apply(this, given);
    };
  }
  window.nextFrame = (before) => new Promise((resolve) => {
    const look = () => {
      if (window.drawn > before) {
        flat.getImageData(0, 0, 1, 1);
        resolve();
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const treeOf = ({ shared, profiles }) => {
    const roots = [];
    for (const profile of profiles) {
      const open = [];
      for (const { type, frame, at } of profile.events) {
        if (type === "C") {
          const closed = open.pop();
          closed.duration = at / 1e6 - closed.start;
          continue;
        }
        const { name } = shared.frames[frame];
        // A colour for each name, as our views have one for each kind of step.
        const node = { name, type: name, start: at / 1e6, duration: 0, children: [] };
        (open.length > 0 ? open[open.length - 1].children : roots).push(node);
        open.push(node);
      }
    }
    return roots.sort((one, other) => one.start - other.start);
  };
  document.querySelector("input").addEventListener("change", async ({ target }) => {
    try {
      const data = treeOf(JSON.parse(await target.files[0].text()));
      window.drawn = 0;
      window.chart = new flameChartJs.FlameChart({ canvas, data, settings: {} });
      await window.nextFrame(0);
      window.opened = "whole";
    } catch (problem) {
      window.opened = String(problem);
    }
  });
}

// Its thousands of rectangles take SwiftShader tens of times as long as the processor alone.
await withPage(["--disable-gpu"], async (page, browser) => {
  await page.setContent("<body style='margin:0'><input type=file hidden>"
                        + "<canvas width=1920 height=1000 style='display:block'></canvas>");
  await page.addScriptTag({ path: path.join(installed("flame-chart-js"), "dist/index.min.js") });
  await page.evaluate(prepare);
  const input = await page.waitForSelector("input[type=file]", { timeout: 30000 });
  const begun = performance.now();
  await input.uploadFile(file);
  await page.waitForFunction(() => window.opened, { timeout: limit, polling: 20 });
  const load_ms = performance.now() - begun;
  const opened = await page.evaluate(() => window.opened);
  if (opened !== "whole") throw new Error(opened);
  tell({ load_ms, browser: await browser.version(),
         "flame-chart-js": versionOf("flame-chart-js") });
  // It zooms by a share: the same notch outward as inward would end beyond all of it, undrawn.
  if (frames > 0)
    tell({ frames_ms: await page.evaluate(moveAll, frames, frameBudget, 38) });
});
