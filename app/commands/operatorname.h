// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace commands {

// Who acts, in a window and on the command line alike. The account is the identity: roles go by it,
// and persons are told apart by it. The name is only shown, and proves nothing.
struct Operator
{
    std::string account;
    std::string name = {}; // what they call themselves; may be empty

    // For the timeline: "Ada (ada)", or the account alone where the name says no more.
    std::string text() const;
};

// The account of this process, as the system knows it ($USER is not asked); never empty.
std::string operatorAccount();
// Of the command line (--operator): instead of the settings' name, until the program ends.
void setOperatorName(const std::string& name);
const std::string& givenOperatorName(); // empty: none was given
// `--operator`, else the settings' operator/name, else the account. At most 80 characters, one
// line.
std::string operatorName();
// With this name, where it says more than the account does.
Operator operatorOf(const std::string& name);
Operator currentOperator();

// The file of roles that holds: the one named, else the settings' operator/roles; empty: none is
// set.
std::string rolesFile(const std::string& named);

} // namespace commands
