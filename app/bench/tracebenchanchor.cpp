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

using namespace Qt::StringLiterals;

namespace bench {

namespace {

// For what is beside loading: the browser's start and the page's, 30 s at most each, the movements,
// FRAME_SECONDS of measure.mjs, and the browser's end.
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

bool hasSpeedscope(const QDir& folder)
{
    return folder.exists(u"measure.mjs"_s)
        && folder.exists(u"node_modules/speedscope/dist/release/index.html"_s)
        && folder.exists(u"node_modules/puppeteer-core/package.json"_s);
}

// In a folder above the working one or the program. Empty: nowhere there.
QString installedSpeedscope()
{
    for (const QString& start : {QDir::currentPath(), QCoreApplication::applicationDirPath()}) {
        QDir folder(start);
        do {
            const QDir place(folder.filePath(u"tests/interop/speedscope"_s));
            if (hasSpeedscope(place))
                return QDir::cleanPath(place.path());
        } while (folder.cdUp());
    }
    return {};
}

} // namespace

SpeedscopeAnchor::SpeedscopeAnchor(const TraceBenchSettings& settings)
    : m_node(firstProgram({u"node"_s, u"nodejs"_s}))
    , m_browser(firstProgram({u"chromium"_s, u"chromium-browser"_s, u"google-chrome"_s}))
    , m_seconds(settings.anchorSeconds)
    , m_frames(settings.frames)
{
    const QString given = QString::fromStdString(settings.speedscope);
    m_folder = given.isEmpty() ? installedSpeedscope() : given;
}

std::string SpeedscopeAnchor::missing() const
{
    if (m_folder.isEmpty() || !hasSpeedscope(QDir(m_folder)))
        return "skipped: speedscope is not installed (npm ci in tests/interop/speedscope)";
    if (m_node.isEmpty())
        return "skipped: no node on the PATH (Debian's package nodejs)";
    if (m_browser.isEmpty())
        return "skipped: no chromium on the PATH (Debian's package chromium)";
    return {};
}

std::string SpeedscopeAnchor::measure(const QString& file, AnchorFigures& figures) const
{
    const int frames = figures.load.empty() ? m_frames : 0;
    QProcess process;
    process.setProcessChannelMode(QProcess::SeparateChannels);
    process.start(m_node,
                  {QDir(m_folder).filePath(u"measure.mjs"_s), m_browser, file,
                   QString::number(frames), QString::number(m_seconds)});
    const bool isDone = process.waitForFinished((m_seconds + kBesideSeconds) * 1000);
    if (!isDone) {
        process.terminate(); // it closes the browser
        if (!process.waitForFinished(10'000))
            process.kill();
        process.waitForFinished(1000);
    }
    return take(process.readAllStandardOutput(), frames > 0, figures);
}

std::string SpeedscopeAnchor::take(const QByteArray& output, bool withFrames,
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
            figures.version = object[u"speedscope"_s].toString().toStdString();
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
