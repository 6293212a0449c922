// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/probesetfile.h"

#include "models/objective/textfile.h"

#include <QFile>

namespace commands {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr qint64 kMaxBytes = 4 * 1024 * 1024;

} // namespace

Result<canary::ProbeSetResult> readProbeSet(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Unreadable, path + ": " + file.errorString().toStdString() + ".");
    if (file.size() > kMaxBytes)
        return failure(ErrorKind::Unreadable, path + ": larger than 4 MiB.");
    return canary::parseProbeSet(file.readAll().toStdString());
}

Result<canary::ProbeSet> readGoodProbeSet(const std::string& path)
{
    auto parsed = readProbeSet(path);
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    if (!parsed->problems.empty())
        return tl::make_unexpected(objective::problemsIn(path, parsed->problems));
    return std::move(parsed->set);
}

} // namespace commands
