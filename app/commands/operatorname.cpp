// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/operatorname.h"

#include "app/commands/jsonrows.h"
#include "models/runbook/person.h"

#include <QSettings>
#include <QVariant>

#include <pwd.h>
#include <unistd.h>

namespace commands {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestOperator = 80;

std::string& given()
{
    static std::string name; // of --operator; set while the command line is read
    return name;
}

// A command has no window's settings, but the same file.
std::string setting(const QString& key)
{
    return QSettings(u"plumbline"_s, u"plumbline"_s).value(key).toString().toStdString();
}

} // namespace

std::string Operator::text() const
{
    if (name.empty() || runbook::personKey(name) == runbook::personKey(account))
        return account;
    return name + " (" + account + ")";
}

std::string operatorAccount()
{
    const passwd* entry = ::getpwuid(::getuid());
    return entry && entry->pw_name ? entry->pw_name : "uid " + std::to_string(::getuid());
}

void setOperatorName(const std::string& name)
{
    given() = name;
}

std::string operatorName()
{
    const std::string name = given().empty() ? setting(u"operator/name"_s) : given();
    const QString line = displayText(name).simplified().left(kLongestOperator);
    return line.isEmpty() ? operatorAccount() : line.toStdString();
}

Operator operatorOf(const std::string& name)
{
    Operator who{.account = operatorAccount(), .name = {}};
    if (runbook::personKey(name) != runbook::personKey(who.account))
        who.name = name;
    return who;
}

Operator currentOperator()
{
    return operatorOf(operatorName());
}

std::string rolesFile(const std::string& named)
{
    return named.empty() ? setting(u"operator/roles"_s) : named;
}

} // namespace commands
