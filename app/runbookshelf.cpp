// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/runbookshelf.h"

#include "models/runbook/gitrevision.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFuture>
#include <QLoggingCategory>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(runbookLog, "plumbline.runbooks")

constexpr qint64 kMostBytes = 1024 * 1024;
constexpr qsizetype kMostFiles = 200;
constexpr auto kPause = std::chrono::milliseconds(100);

QString placeOf(const QString& name, const yaml::Problem& problem)
{
    return u"%1:%2:%3: %4"_s.arg(name)
        .arg(problem.line)
        .arg(problem.column)
        .arg(QString::fromStdString(problem.message));
}

bool isTaken(const RunbookShelf& shelf, const std::string& id)
{
    return std::ranges::find(shelf.runbooks, id, &runbook::Runbook::id) != shelf.runbooks.end();
}

// The version of a file that was good when it was read last; nullptr: there was none.
const runbook::Runbook* goodBefore(const RunbookShelf* before, const QString& name)
{
    if (before == nullptr)
        return nullptr;
    const auto known = std::ranges::find_if(before->runbooks, [&name](const auto& each) {
        return each.source.file == name.toStdString();
    });
    return known == before->runbooks.end() ? nullptr : &*known;
}

void takeFile(RunbookShelf& shelf, const QDir& folder, const QString& name,
              const runbook::GitRevision& revision, const RunbookShelf* before)
{
    const auto keepBefore = [&](const QString& problem) {
        const runbook::Runbook* good = goodBefore(before, name);
        const bool isKept = good != nullptr && !isTaken(shelf, good->id);
        if (isKept)
            shelf.runbooks.push_back(*good);
        shelf.problems << (isKept ? problem + u" (the version read before stays in use)"_s
                                  : problem);
    };
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::ReadOnly))
        return keepBefore(u"%1: %2"_s.arg(name, file.errorString()));
    // A byte more than a runbook may have: the parser says so.
    const std::string text = file.read(kMostBytes + 1).toStdString();
    auto parsed = runbook::parseRunbook(text);
    if (!parsed.problems.empty())
        return keepBefore(placeOf(name, parsed.problems.front()));
    if (isTaken(shelf, parsed.runbook.id)) {
        shelf.problems << u"%1: another file has the same id"_s.arg(name);
        return;
    }
    parsed.runbook.source = {.file = name.toStdString(),
                             .commit = revision.commit(),
                             .state = revision.stateOf(file.fileName(), text)};
    shelf.state = std::max(shelf.state, parsed.runbook.source.state);
    shelf.runbooks.push_back(std::move(parsed.runbook));
}

bool isAlike(const runbook::Runbook& a, const runbook::Runbook& b)
{
    return a.markdown == b.markdown && a.source.file == b.source.file
        && a.source.commit == b.source.commit && a.source.state == b.source.state;
}

bool isAlike(const RunbookShelf& a, const RunbookShelf& b)
{
    return a.problems == b.problems && a.commit == b.commit && a.state == b.state
        && std::ranges::equal(a.runbooks, b.runbooks,
                              [](const auto& x, const auto& y) { return isAlike(x, y); });
}

} // namespace

std::vector<runbook::Runbook> builtInRunbooks()
{
    std::vector<runbook::Runbook> runbooks;
    const QDir folder(u":/runbooks"_s);
    for (const QString& name : folder.entryList({u"*.md"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        runbook::ParseResult parsed = runbook::parseRunbook(file.readAll().toStdString());
        if (parsed.problems.empty())
            runbooks.push_back(std::move(parsed.runbook));
        else
            qCWarning(runbookLog, "%s:%d: %s", qUtf8Printable(name), parsed.problems.front().line,
                      parsed.problems.front().message.c_str());
    }
    return runbooks;
}

RunbookShelf readRunbooks(const QString& folder, const RunbookShelf* before)
{
    RunbookShelf shelf;
    shelf.folder = folder;
    const auto revision = runbook::GitRevision::of(folder);
    shelf.commit = revision.commit();
    shelf.gitFiles = revision.watched();
    const QDir own(folder);
    QStringList names =
        folder.isEmpty() ? QStringList() : own.entryList({u"*.md"_s}, QDir::Files, QDir::Name);
    if (names.size() > kMostFiles) {
        shelf.problems
            << u"%1 files: only the first %2 are read"_s.arg(names.size()).arg(kMostFiles);
        names = names.first(kMostFiles);
    }
    for (const QString& name : names)
        takeFile(shelf, own, name, revision, before);
    for (runbook::Runbook& builtIn : builtInRunbooks()) {
        if (!isTaken(shelf, builtIn.id))
            shelf.runbooks.push_back(std::move(builtIn));
    }
    return shelf;
}

RunbookWatcher::RunbookWatcher(const QString& folder, QObject* parent)
    : QObject(parent)
    , m_folder(folder)
    , m_shelf(readRunbooks(folder))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &RunbookWatcher::read);
    // Not started anew by each event: a folder that changes all the time is read all the same.
    const auto wait = [this] {
        if (!m_pause.isActive())
            m_pause.start();
    };
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, wait);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, wait);
    watch();
}

void RunbookWatcher::read()
{
    if (m_isReading) {
        m_isDue = true; // what is being read may be older than this change
        return;
    }
    m_isReading = true;
    const auto reading = std::make_shared<QPromise<RunbookShelf>>();
    reading->start();
    reading->future().then(this, [this](RunbookShelf shelf) { take(std::move(shelf)); });
    QThreadPool::globalInstance()->start([reading, folder = m_folder, before = m_shelf] {
        reading->addResult(readRunbooks(folder, &before));
        reading->finish();
    });
}

void RunbookWatcher::take(RunbookShelf shelf)
{
    m_isReading = false;
    const bool isOther = !isAlike(shelf, m_shelf);
    m_shelf = std::move(shelf);
    watch(); // a file that was replaced is another one to the watcher
    if (std::exchange(m_isDue, false))
        read();
    if (isOther)
        emit changed();
}

void RunbookWatcher::watch()
{
    if (m_folder.isEmpty())
        return;
    QStringList wanted;
    if (QFileInfo(m_folder).isDir()) {
        wanted << m_folder;
        const QDir own(m_folder);
        const QStringList names = own.entryList({u"*.md"_s}, QDir::Files, QDir::Name);
        for (const QString& name : names.first(std::min(names.size(), kMostFiles)))
            wanted << own.filePath(name);
        for (const QString& file : std::as_const(m_shelf.gitFiles)) {
            // Git replaces them by renaming: its folder tells that.
            for (const QString& path : {file, QFileInfo(file).path()}) {
                if (QFileInfo::exists(path) && !wanted.contains(path))
                    wanted << path;
            }
        }
    } else if (const QString parent = QFileInfo(m_folder).path(); QFileInfo(parent).isDir()) {
        wanted << parent;
    }
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    QStringList gone;
    QStringList fresh;
    for (const QString& path : watched) {
        if (!wanted.contains(path))
            gone << path;
    }
    for (const QString& path : std::as_const(wanted)) {
        if (!watched.contains(path))
            fresh << path;
    }
    if (!gone.isEmpty())
        m_watcher.removePaths(gone);
    if (!fresh.isEmpty())
        m_watcher.addPaths(fresh);
}
