// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/uplotanchor.h"

#include "app/bench/measured.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <array>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

constexpr int kTimeout = 300'000; // milliseconds

// The same random walks, the same sizes, ten new samples a frame. Reading one pixel back forces the
// raster of each canvas, as painting does on our side. All in microtasks, so that the page is not
// loaded before it has finished.
constexpr const char* kPage = R"html(<!doctype html><meta charset="utf-8"><body>
<script>@UPLOT@</script><script>
const C = @CHARTS@, S = @SERIES@, N = @SAMPLES@, F = @FRAMES@, W = 10, K = 10;
function walk(index, n) {
  const out = new Float64Array(n); let s = 12345 + index, v = 50;
  for (let i = 0; i < n; i++) {
    s = (s * 1664525 + 1013904223) >>> 0; v += (s / 4294967296 - 0.5) * 4;
    v = Math.min(Math.max(v, 0), 100); out[i] = v;
  }
  return out;
}
(async () => {
  const all = N + (F + W) * K, colours = ["red", "blue", "green", "orange", "purple", "teal", "brown", "black"];
  const xs = new Float64Array(all); for (let i = 0; i < all; i++) xs[i] = 1795488660 + i * 0.01;
  const plots = [];
  for (let c = 0; c < C; c++) {
    const data = [xs]; for (let k = 0; k < S; k++) data.push(walk(c * S + k, all));
    const host = document.createElement("div"); document.body.append(host);
    const series = [{}]; for (let k = 0; k < S; k++) series.push({ label: "s", stroke: colours[k % 8], width: 1 });
    const u = new uPlot({ width: 640, height: 268, series, legend: { show: false } }, data.map(d => d.subarray(0, N)), host);
    plots.push({ u, data });
  }
  await null; await null;
  const flush = () => { for (const p of plots) p.u.ctx.getImageData(5, 5, 1, 1); };
  flush();
  const times = [];
  for (let f = 1; f <= F + W; f++) {
    const t0 = performance.now();
    for (const p of plots) p.u.setData(p.data.map(d => d.subarray(f * K, f * K + N)));
    await null; await null;
    flush();
    if (f > W) times.push(performance.now() - t0);
  }
  const pre = document.createElement("pre"); pre.id = "figures";
  pre.textContent = JSON.stringify({ times, browser: navigator.userAgent }); document.body.replaceChildren(pre);
})();
</script></body>
)html";

QString chromium()
{
    for (const QString& name : {u"chromium"_s, u"chromium-browser"_s, u"google-chrome"_s}) {
        const QString path = QStandardPaths::findExecutable(name);
        if (!path.isEmpty())
            return path;
    }
    return {};
}

// Where npm puts it: in a folder above the working one or the program, of the bench's own package
// file, of what tests/run installs, or of the folder itself. Empty: nowhere there.
QString installedUplot()
{
    static constexpr std::array kPlaces{"tests/interop/uplot", "build/npm/uplot", "npm/uplot", "."};
    for (const QString& start : {QDir::currentPath(), QCoreApplication::applicationDirPath()}) {
        QDir folder(start);
        do {
            for (const char* place : kPlaces) {
                const QString path = folder.filePath(
                    QString::fromLatin1(place) + u"/node_modules/uplot/dist/uPlot.iife.min.js"_s);
                if (QFile::exists(path))
                    return QDir::cleanPath(path);
            }
        } while (folder.cdUp());
    }
    return {};
}

QByteArray pageOf(const ChartBenchSettings& settings, int frames, const QByteArray& uplot)
{
    QByteArray page(kPage);
    page.replace("@CHARTS@", QByteArray::number(settings.charts));
    page.replace("@SERIES@", QByteArray::number(settings.series));
    page.replace("@SAMPLES@", QByteArray::number(settings.samples));
    page.replace("@FRAMES@", QByteArray::number(frames));
    page.replace("@UPLOT@", uplot);
    return page;
}

telemetry::Result<QByteArray> runBrowser(const QString& browser, const QByteArray& page)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"page.html"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(page) != page.size())
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  file.errorString().toStdString());
    file.close();
    QProcess process;
    process.start(browser,
                  {u"--headless"_s, u"--no-sandbox"_s, u"--disable-gpu"_s,
                   u"--disable-dev-shm-usage"_s, u"--disable-quic"_s, u"--no-first-run"_s,
                   u"--disable-background-networking"_s, u"--disable-component-update"_s,
                   u"--disable-sync"_s, u"--window-size=1960,1200"_s,
                   u"--user-data-dir="_s + folder.filePath(u"profile"_s), u"--dump-dom"_s,
                   u"file://"_s + file.fileName()});
    if (!process.waitForFinished(kTimeout)) {
        process.kill();
        process.waitForFinished();
        return telemetry::failure(telemetry::ErrorKind::Unreachable, "The browser did not finish.");
    }
    return process.readAllStandardOutput();
}

} // namespace

telemetry::Result<void> addUplotRound(const ChartBenchSettings& settings, int frames,
                                      ChartFigures& figures)
{
    const QString uplot =
        settings.uplot.empty() ? installedUplot() : QString::fromStdString(settings.uplot);
    if (uplot.isEmpty()) {
        figures.anchorNote = "skipped: uPlot is not installed (tests/run installs it; or npm ci in "
                             "tests/interop/uplot; or name its uPlot.iife.min.js with --uplot)";
        return {};
    }
    const QString browser = chromium();
    if (browser.isEmpty()) {
        figures.anchorNote = "skipped: no chromium on the PATH (Debian's package chromium)";
        return {};
    }
    QFile script(uplot);
    if (!script.open(QIODevice::ReadOnly))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  uplot.toStdString() + ": " + script.errorString().toStdString());
    const auto dom = runBrowser(browser, pageOf(settings, frames, script.readAll()));
    if (!dom)
        return tl::make_unexpected(dom.error());
    static const QRegularExpression kFigures(u"<pre id=\"figures\">(.*)</pre>"_s);
    const auto found = kFigures.match(QString::fromUtf8(*dom));
    const QJsonObject object = QJsonDocument::fromJson(found.captured(1).toUtf8()).object();
    std::vector<double> times;
    for (const auto& value : object[u"times"_s].toArray())
        times.push_back(value.toDouble());
    if (times.empty()) {
        figures.anchorNote = "skipped: the browser gave no figures";
        return {};
    }
    figures.uplot.push_back(measuredOf(std::move(times)).median);
    static const QRegularExpression kVersion(u"(Headless)?Chrom\\w*/[\\d.]+"_s);
    figures.browser = kVersion.match(object[u"browser"_s].toString()).captured(0).toStdString();
    return {};
}

} // namespace bench
