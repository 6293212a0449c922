// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/jsonerrors.h"
#include "app/commands/jsonrows.h"
#include "app/commands/keyring.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonObject>

#include <array>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr std::size_t kLongestSecret = 64 * 1024;

termios terminalBefore; // for a handler of signals, which has nothing else

extern "C" void restoreTerminal(int signal)
{
    ::tcsetattr(STDIN_FILENO, TCSANOW, &terminalBefore);
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

void hideTyping(int when)
{
    termios silent = terminalBefore;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, when, &silent);
}

// Stops as the terminal asks for, which shows again what is typed into it meanwhile.
extern "C" void stopAWhile(int signal)
{
    ::tcsetattr(STDIN_FILENO, TCSANOW, &terminalBefore);
    struct sigaction own = {};
    struct sigaction plain = {};
    plain.sa_handler = SIG_DFL;
    ::sigaction(signal, &plain, &own);
    sigset_t stopping;
    sigset_t before;
    ::sigemptyset(&stopping);
    ::sigaddset(&stopping, signal);
    ::raise(signal);
    ::sigprocmask(SIG_UNBLOCK, &stopping, &before); // here it stops
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    ::sigaction(signal, &own, nullptr);
    hideTyping(TCSANOW);
}

// What is typed is not shown while this lives; the terminal is as before whatever ends it.
class NoEcho
{
public:
    NoEcho()
        : m_isTerminal(::isatty(STDIN_FILENO) != 0
                       && ::tcgetattr(STDIN_FILENO, &terminalBefore) == 0)
    {
        if (!m_isTerminal)
            return;
        for (std::size_t i = 0; i < kEnding.size(); ++i) {
            ::sigaction(kEnding[i], nullptr, &m_before[i]);
            if (m_before[i].sa_handler == SIG_IGN) // as nohup asked for
                continue;
            struct sigaction restoring = {};
            restoring.sa_handler = kEnding[i] == SIGTSTP ? stopAWhile : restoreTerminal;
            restoring.sa_flags = SA_RESTART;
            ::sigaction(kEnding[i], &restoring, nullptr);
        }
        hideTyping(TCSAFLUSH);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;
    ~NoEcho()
    {
        if (!m_isTerminal)
            return;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminalBefore);
        for (std::size_t i = 0; i < kEnding.size(); ++i)
            ::sigaction(kEnding[i], &m_before[i], nullptr);
    }
    bool isTerminal() const { return m_isTerminal; }

private:
    static constexpr std::array kEnding{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
    std::array<struct sigaction, kEnding.size()> m_before{};
    bool m_isTerminal;
};

Result<std::string> readSecret(const std::string& name)
{
    std::string line;
    {
        const NoEcho silent;
        if (silent.isTerminal())
            print(stderr, "Secret %s (not shown): ", name.c_str());
        std::getline(std::cin, line);
        if (silent.isTerminal())
            print(stderr, "\n");
    }
    while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
        line.pop_back();
    if (line.empty() || line.size() > kLongestSecret)
        return failure(ErrorKind::Usage, "A secret is one line, of 1 to 65,536 bytes.");
    return line;
}

Result<int> set(const std::string& name)
{
    const auto secret = readSecret(name);
    if (!secret)
        return tl::make_unexpected(secret.error());
    const auto kept = keepSecret(name, *secret);
    if (!kept)
        return tl::make_unexpected(kept.error());
    print(stdout, "%s is in the keyring.\n", name.c_str());
    return 0;
}

// Where it would come from; never what it is.
Result<int> check(const std::string& name, bool isJson)
{
    const char* value = std::getenv(("PLUMBLINE_TOKEN_" + name).c_str());
    std::string source = value != nullptr && *value != '\0' ? "environment" : "";
    if (source.empty()) {
        const auto kept = secretFromKeyring(name);
        if (!kept)
            return tl::make_unexpected(kept.error());
        source = kept->empty() ? "" : "keyring";
    }
    if (isJson)
        printJson({{u"name"_s, displayText(name)},
                   {u"source"_s, source.empty() ? QJsonValue() : QJsonValue(displayText(source))},
                   {u"keyring"_s, hasKeyring()}});
    else
        print(stdout, "%s: %s\n", name.c_str(), source.empty() ? "not set" : source.c_str());
    return source.empty() ? 1 : 0;
}

std::string checkName(const std::string& name)
{
    return name.empty()
            || name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != std::string::npos
        ? "a name is in capitals, digits and underscores, as in PLUMBLINE_TOKEN_<NAME>"
        : "";
}

} // namespace

void addSecret(CLI::App& app, int& status)
{
    CLI::App* command = app.add_subcommand(
        "secret", "Keeps the secrets of control planes and endpoints in the keyring");
    command->require_subcommand(1);
    const auto add = [&](const char* part, const char* description, auto work) {
        auto name = std::make_shared<std::string>();
        auto isJson = std::make_shared<bool>(false);
        CLI::App* sub = command->add_subcommand(part, description);
        sub->add_option("NAME", *name, "As in the profile's \"secret\"")
            ->required()
            ->check(checkName);
        if (std::string_view(part) == "check")
            sub->add_flag("--json", *isJson, "One JSON document");
        sub->footer("Example: plumbline secret " + std::string(part) + " LITELLM");
        sub->callback([name, isJson, work, &status] {
            if (*isJson)
                setErrorsAsJson();
            const Result<int> done = work(*name, *isJson);
            status = done ? *done : report(done.error());
        });
    };
    add("set", "Asks for a secret, or reads a line of standard input, and keeps it",
        [](const std::string& name, bool) { return set(name); });
    add("check", "Says where a secret would come from: 0 there is one, 1 there is none",
        [](const std::string& name, bool isJson) { return check(name, isJson); });
    add("remove", "Takes a secret out of the keyring",
        [](const std::string& name, bool) -> Result<int> {
            const auto done = removeSecret(name);
            if (!done)
                return tl::make_unexpected(done.error());
            return 0;
        });
    command->footer("Example: plumbline secret set LITELLM\n"
                    "A secret is never an argument. PLUMBLINE_TOKEN_<NAME> wins over the keyring.");
}

} // namespace commands
