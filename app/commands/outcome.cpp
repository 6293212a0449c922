// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/outcome.h"

#include "app/commands/jsonerrors.h"
#include "app/commands/jsonrows.h"
#include "app/commands/terminal.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace commands {

namespace {

std::atomic<bool> interrupted = false; // set by the signal handler: lock-free, hence safe there
static_assert(std::atomic<bool>::is_always_lock_free);

bool areErrorsJson = false; // --json of a command whose errors are told so
bool isJsonPrinted = false; // one document a run

const char* nameOf(telemetry::ErrorKind kind)
{
    switch (kind) {
    case telemetry::ErrorKind::Refused:
        return "refused";
    case telemetry::ErrorKind::Usage:
        return "usage";
    case telemetry::ErrorKind::Unreadable:
        return "unreadable";
    case telemetry::ErrorKind::Unreachable:
        return "unreachable";
    case telemetry::ErrorKind::Unknown:
        return "unknown";
    }
    return "unknown";
}

void write(const QByteArray& text)
{
    isJsonPrinted = true;
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
}

// "name:line:column: what", as a parser places each problem that it found.
bool isPlaced(std::string_view line)
{
    for (std::size_t at = line.find(':'); at != std::string_view::npos;
         at = line.find(':', at + 1)) {
        const std::size_t second = line.find_first_not_of("0123456789", at + 1);
        if (second == std::string_view::npos || second == at + 1 || line[second] != ':')
            continue;
        const std::size_t end = line.find_first_not_of("0123456789", second + 1);
        if (end != std::string_view::npos && end > second + 1 && line.substr(end, 2) == ": ")
            return true;
    }
    return false;
}

// One line, save where each is a problem of its own: a line break in any other text is not ours.
std::vector<std::string> linesOf(const std::string& message)
{
    std::vector<std::string> lines;
    std::istringstream text(message);
    for (std::string line; std::getline(text, line);)
        lines.push_back(line);
    if (lines.empty() || !std::ranges::all_of(lines, isPlaced))
        lines = {message};
    return lines;
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

void setErrorsAsJson()
{
    areErrorsJson = true;
}

void printJsonError(const telemetry::Error& error)
{
    if (!areErrorsJson || isJsonPrinted)
        return;
    printJson({{QStringLiteral("error"),
                QJsonObject{{QStringLiteral("kind"), QLatin1String(nameOf(error.kind))},
                            {QStringLiteral("message"), displayText(error.message)}}}});
}

int report(const telemetry::Error& error)
{
    printJsonError(error);
    for (const std::string& line : linesOf(error.message))
        print(stderr, "plumbline: %s\n", line.c_str());
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
