// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/tracebenchanchor.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>

#include <array>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

// For what is beside loading: the browser's start and the page's, 30 s at most each, the movements,
// FRAME_SECONDS of headless.mjs, and the browser's end.
constexpr int kBesideSeconds = 30 + 30 + 30 + 10;

QString firstProgram(const QStringList& names)
{
    for (const QString& name : names) {
        const QString path = QStandardPaths::findExecutable(name);
        if (!path.isEmpty())
            return path;
    }
    return {};
}

// What tells them apart.
struct AnchorPlace
{
    const char* driver; // in kDrivers
    const char* page; // in node_modules, without which it is not installed
};

AnchorPlace placeOf(TraceAnchor anchor)
{
    return anchor == TraceAnchor::Speedscope
        ? AnchorPlace{"measure.mjs", "speedscope/dist/release/index.html"}
        : AnchorPlace{"flamechart.mjs", "flame-chart-js/dist/index.min.js"};
}

constexpr const char* kDrivers = "tests/interop/speedscope";

bool hasInstalled(const QDir& folder, TraceAnchor anchor)
{
    return folder.exists(u"node_modules/"_s + QString::fromLatin1(placeOf(anchor).page))
        && folder.exists(u"node_modules/puppeteer-core/package.json"_s);
}

// Where npm puts it: in a folder above the working one or the program, of the bench's own package
// file or of what tests/run installs. Empty: nowhere there.
QString installedFolder(TraceAnchor anchor)
{
    static constexpr std::array kPlaces{kDrivers, "build/npm/speedscope", "npm/speedscope"};
    for (const QString& start : {QDir::currentPath(), QCoreApplication::applicationDirPath()}) {
        QDir folder(start);
        do {
            for (const char* place : kPlaces) {
                const QDir found(folder.filePath(QString::fromLatin1(place)));
                if (hasInstalled(found, anchor))
                    return QDir::cleanPath(found.path());
            }
        } while (folder.cdUp());
    }
    return {};
}

// Beside what npm installed, or, where that is in a folder of the build, in a source tree above.
QString driverOf(const QString& installed, TraceAnchor anchor)
{
    const QString name = QString::fromLatin1(placeOf(anchor).driver);
    QDir folder(installed);
    if (folder.exists(name))
        return folder.filePath(name);
    while (folder.cdUp()) {
        const QDir drivers(folder.filePath(QString::fromLatin1(kDrivers)));
        if (drivers.exists(name))
            return drivers.filePath(name);
    }
    return {};
}

} // namespace

TraceAnchorRunner::TraceAnchorRunner(TraceAnchor anchor, const TraceBenchSettings& settings)
    : m_anchor(anchor)
    , m_node(firstProgram({u"node"_s, u"nodejs"_s}))
    , m_browser(firstProgram({u"chromium"_s, u"chromium-browser"_s, u"google-chrome"_s}))
    , m_seconds(settings.anchorSeconds)
    , m_frames(settings.frames)
{
    const QString given = QString::fromStdString(settings.anchors);
    m_folder = given.isEmpty() ? installedFolder(anchor) : given;
}

std::string TraceAnchorRunner::missing() const
{
    if (m_folder.isEmpty() || !hasInstalled(QDir(m_folder), m_anchor))
        return std::string("skipped: ") + toString(m_anchor)
            + " is not installed (tests/run installs it; or npm ci in " + kDrivers + ")";
    if (driverOf(m_folder, m_anchor).isEmpty())
        return std::string("skipped: ") + placeOf(m_anchor).driver + " of " + kDrivers
            + " is not there";
    if (m_node.isEmpty())
        return "skipped: no node on the PATH (Debian's package nodejs)";
    if (m_browser.isEmpty())
        return "skipped: no chromium on the PATH (Debian's package chromium)";
    return {};
}

std::string TraceAnchorRunner::measure(const QString& file, AnchorFigures& figures) const
{
    const int frames = figures.load.empty() ? m_frames : 0;
    QProcess process;
    process.setProcessChannelMode(QProcess::SeparateChannels);
    process.start(m_node,
                  {driverOf(m_folder, m_anchor), m_browser, file, QString::number(frames),
                   QString::number(m_seconds), m_folder});
    const bool isDone = process.waitForFinished((m_seconds + kBesideSeconds) * 1000);
    if (!isDone) {
        process.terminate(); // it closes the browser
        if (!process.waitForFinished(10'000))
            process.kill();
        process.waitForFinished(1000);
    }
    return take(process.readAllStandardOutput(), frames > 0, figures);
}

std::string TraceAnchorRunner::take(const QByteArray& output, bool withFrames,
                                    AnchorFigures& figures) const
{
    QString error;
    bool isLoaded = false;
    std::vector<double> times;
    for (const QByteArray& line : output.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (const auto load = object[u"load_ms"_s]; load.isDouble() && !isLoaded) {
            isLoaded = true;
            figures.load.push_back(load.toDouble());
            figures.browser = object[u"browser"_s].toString().toStdString();
            figures.version =
                object[QString::fromLatin1(toString(m_anchor))].toString().toStdString();
        }
        for (const auto& value : object[u"frames_ms"_s].toArray())
            times.push_back(value.toDouble());
        if (object[u"error"_s].isString())
            error = object[u"error"_s].toString().left(200);
    }
    const std::string why = error.isEmpty() ? std::string() : ": " + error.toStdString();
    if (!isLoaded)
        return why.empty()
            ? "given up: nothing was drawn within " + std::to_string(m_seconds) + " s"
            : "given up" + why;
    const bool hasFrames = !times.empty();
    if (hasFrames)
        figures.frames = movingTimesOf(std::move(times));
    // What it took to load is known all the same.
    return withFrames && !hasFrames ? "loaded, but no movement was drawn" + why : std::string();
}

} // namespace bench
