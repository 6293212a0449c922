// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/operatorname.h"

#include "app/commands/jsonrows.h"
#include "app/commands/settingsfile.h"
#include "models/runbook/person.h"

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

const std::string& givenOperatorName()
{
    return given();
}

std::string operatorName()
{
    const std::string name = given().empty() ? settingText(u"operator/name"_s) : given();
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
    return named.empty() ? settingText(u"operator/roles"_s) : named;
}

} // namespace commands
