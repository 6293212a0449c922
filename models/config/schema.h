// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace config {

// What a value of a setting is. Every value has one text form, which is how it stands in files and
// on the command line; see value.h.
enum class Kind
{
    Flag, // "true" or "false"
    Number, // a whole number within least and most
    Choice, // one of the choices
    Path, // of a file; it need not exist yet
    Url, // never with a password in it
    Source, // a folder, or an https URL of one file (http of this machine)
    Text, // one line, at most `most` characters
    Address, // ADDRESS:PORT
    Time, // of a day of this machine: "22:00"
    Days, // of the week: "mon,tue,sun"; empty: none
    Keep, // a size or an age: "20GiB", "7d"
    SecretName, // of a secret; what the secret is stands in no setting
};

// When what was changed holds.
enum class Effect
{
    AtOnce,
    NextWindow,
};

// One setting of the console. Plain constants; texts are looked up in the user's language by the
// functions below.
struct Setting
{
    const char* key; // "look/theme"; as in the settings' file
    Kind kind;
    const char* fallback; // in its text form; empty: none, where that is allowed
    const char* section;
    const char* title;
    const char* sentence; // what it does
    Effect effect;
    bool isTeams = false; // may come from the team's configuration
    int least = 0; // Number
    int most = 0; // Number; Text: longest
    const char* choices = ""; // Choice: "system|light|dark"
    // Of a guard: holds in the place of a value that is none. Empty: what would hold without it.
    const char* careful = "";

    QString name() const { return QString::fromLatin1(key); }
};

// Every setting there is, section by section. Any thread.
const std::vector<Setting>& schema();
const Setting* find(const QString& key); // null: there is none of that key
// Their names, in order and in the user's language.
QStringList sections();

QString sectionOf(const Setting& setting);
QString titleOf(const Setting& setting);
QString sentenceOf(const Setting& setting);
QString effectText(Effect effect); // "at once", "in the next window"
QStringList choicesOf(const Setting& setting);
QString choiceText(const QString& choice); // for people: "Dark"
QString kindName(Kind kind); // for JSON: "flag", "number", ...

} // namespace config
