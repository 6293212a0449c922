// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/runbookfile.h"

#include "models/runbook/gitrevision.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <utility>

using namespace Qt::StringLiterals;

namespace commands {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr qint64 kMaxRunbookBytes = 1024 * 1024;

std::string builtInText()
{
    const QStringList files = QDir(u":/runbooks"_s).entryList({u"*.md"_s}, QDir::Files, QDir::Name);
    QStringList names;
    for (const QString& file : files)
        names << QFileInfo(file).completeBaseName();
    return names.isEmpty() ? std::string()
                           : "Built-in runbooks are: " + names.join(u", "_s).toStdString() + ".";
}

} // namespace

Result<std::string> readRunbookText(const std::string& path)
{
    const QString builtIn = u":/runbooks/"_s + QString::fromStdString(path) + u".md"_s;
    const bool isBuiltIn = !QFile::exists(QString::fromStdString(path)) && QFile::exists(builtIn);
    QFile file(isBuiltIn ? builtIn : QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Unreadable,
                       path + ": " + file.errorString().toStdString() + ". " + builtInText());
    return file.read(kMaxRunbookBytes + 1)
        .toStdString(); // one more, so that the parser sees it is too long
}

Result<runbook::Runbook> readRunbook(const std::string& path)
{
    const auto text = readRunbookText(path);
    if (!text)
        return tl::make_unexpected(text.error());
    runbook::ParseResult parsed = runbook::parseRunbook(*text);
    if (!parsed.problems.empty()) {
        const yaml::Problem& first = parsed.problems.front();
        return failure(ErrorKind::Refused,
                       path + ":" + std::to_string(first.line) + ":" + std::to_string(first.column)
                           + ": " + first.message
                           + ". A runbook with problems is not run; see 'plumbline runbook lint'.");
    }
    const QFileInfo file(QString::fromStdString(path));
    if (file.isFile()) { // else it ships with the program
        const auto revision = runbook::GitRevision::of(file.absolutePath());
        parsed.runbook.source = {.file = file.fileName().toStdString(),
                                 .commit = revision.commit(),
                                 .state = revision.stateOf(file.absoluteFilePath(), *text)};
    }
    return std::move(parsed.runbook);
}

} // namespace commands
