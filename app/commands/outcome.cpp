// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/outcome.h"

#include "app/commands/terminal.h"

#include <QJsonDocument>

#include <atomic>
#include <csignal>
#include <cstdio>

namespace commands {

namespace {

std::atomic<bool> interrupted = false; // set by the signal handler: lock-free, hence safe there
static_assert(std::atomic<bool>::is_always_lock_free);

void write(const QByteArray& text)
{
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
}

} // namespace

int exitStatus(telemetry::ErrorKind kind)
{
    switch (kind) {
    case telemetry::ErrorKind::Refused:
        return 1;
    case telemetry::ErrorKind::Usage:
        return 2;
    case telemetry::ErrorKind::Unreadable:
        return 3;
    case telemetry::ErrorKind::Unreachable:
        return 4;
    case telemetry::ErrorKind::Unknown:
        return 5;
    }
    return 1;
}

int report(const telemetry::Error& error)
{
    print(stderr, "plumbline: %s\n", error.message.c_str());
    return exitStatus(error.kind);
}

int finishOutput(int status)
{
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return status;
    const int failed = report({.kind = telemetry::ErrorKind::Refused,
                               .message = "Not all of the output could be written."});
    return status == 0 ? failed : status;
}

void printJson(const QJsonObject& object)
{
    write(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

void printJsonLine(const QJsonObject& object)
{
    write(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

void installSignalHandlers()
{
    const auto handler = [](int) { interrupted = true; };
    std::signal(SIGINT, handler);
    std::signal(SIGTERM, handler);
}

bool isInterrupted()
{
    return interrupted;
}

} // namespace commands
