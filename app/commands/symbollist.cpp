// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/symbollist.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

constexpr qint64 kLargestList = 64LL << 20; // bytes; a list of names takes several times as much

QString symbolFile()
{
    const QString base = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    for (const char* name : {"/plumbline/symbols.txt", "/plumbline/symbols.json"}) {
        const QString path = base + QString::fromLatin1(name);
        if (QFileInfo::exists(path))
            return path;
    }
    return {};
}

} // namespace

void addSymbolsOption(CLI::App& command, std::string& file)
{
    command
        .add_option(
            "--symbols", file,
            "What exists: a name a line, a bill of materials (CycloneDX, SPDX) or an "
            "OpenAPI document as JSON; else symbols.txt or symbols.json beside the settings")
        ->type_name("FILE");
}

telemetry::Result<std::shared_ptr<const health::SymbolList>> symbolsOf(const std::string& given)
{
    const QString path = given.empty() ? symbolFile() : QString::fromStdString(given);
    if (path.isEmpty())
        return std::shared_ptr<const health::SymbolList>();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path.toStdString()
                                      + ": the file cannot be opened; see whether it is there and "
                                        "yours to read");
    if (file.size() > kLargestList)
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path.toStdString() + ": " + std::to_string(file.size() >> 20)
                                      + " MiB are too large for a list of what exists; 64 MiB are "
                                        "the most");
    const QByteArray content = file.read(kLargestList + 1); // a pipe has no size
    if (content.size() > kLargestList)
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path.toStdString() + ": larger than 64 MiB");
    auto list = health::SymbolList::read(content.toStdString());
    if (!list)
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path.toStdString() + ": " + list.error().message);
    return std::make_shared<const health::SymbolList>(std::move(*list));
}

telemetry::Result<void> loadSymbols(const std::string& file, health::EngineSettings& settings)
{
    auto list = symbolsOf(file);
    if (!list)
        return tl::make_unexpected(list.error());
    settings.symbols = std::move(*list);
    return {};
}

} // namespace commands
