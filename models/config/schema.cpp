// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/config/schema.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace config {

namespace {

// Why not from the team: a file and an address are of one machine; a name, what somebody needs to
// read by, and when nobody may call them are of one person; the room names a user or a file, gets
// the password that is kept for it, and has the say in approvals; and what says where the team's
// configuration is cannot stand in it.
constexpr bool kTeams = true;
constexpr bool kOwnOnly = false;

constexpr int kLongestName = 80;

const char* const kLook = QT_TRANSLATE_NOOP("config", "Look");
const char* const kAlarms = QT_TRANSLATE_NOOP("config", "Alarms and incidents");
const char* const kQuiet = QT_TRANSLATE_NOOP("config", "Quiet hours");
const char* const kStart = QT_TRANSLATE_NOOP("config", "Start and end");
const char* const kPeople = QT_TRANSLATE_NOOP("config", "People and guards");
const char* const kReceiving = QT_TRANSLATE_NOOP("config", "Receiving and recording");
const char* const kSharing = QT_TRANSLATE_NOOP("config", "Team");

QString configText(const char* text)
{
    return QCoreApplication::translate("config", text);
}

std::vector<Setting> alarmSettings()
{
    return {
        {.key = "alarm/shown",
         .kind = Kind::Flag,
         .fallback = "true",
         .section = kAlarms,
         .title = QT_TRANSLATE_NOOP("config", "Desktop notification of a new alarm"),
         .sentence = QT_TRANSLATE_NOOP(
             "config", "A new alarm of a live window is shown on the desktop, too."),
         .effect = Effect::AtOnce,
         .isTeams = kTeams},
        {.key = "alarm/heard",
         .kind = Kind::Flag,
         .fallback = "true",
         .section = kAlarms,
         .title = QT_TRANSLATE_NOOP("config", "Sound on a new alarm"),
         .sentence = QT_TRANSLATE_NOOP("config", "A new alarm of a live window is heard."),
         .effect = Effect::AtOnce,
         .isTeams = kTeams},
        {.key = "notify/webhooks",
         .kind = Kind::Path,
         .fallback = "",
         .section = kAlarms,
         .title = QT_TRANSLATE_NOOP("config", "File of webhooks"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "Whom a live window tells of alarms, incidents and levers; "
                                       "without it notify.yaml beside the settings."),
         .effect = Effect::NextWindow,
         .isTeams = kOwnOnly},
        {.key = "incident/open-on-acknowledge",
         .kind = Kind::Flag,
         .fallback = "true",
         .section = kAlarms,
         .title = QT_TRANSLATE_NOOP("config", "Acknowledging opens the incident"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "Who acknowledges an alarm of severity 1 or 2 opens its "
                                       "incident, where none is open."),
         .effect = Effect::AtOnce,
         .isTeams = kTeams},
        {.key = "incident/keepsViews",
         .kind = Kind::Flag,
         .fallback = "true",
         .section = kAlarms,
         .title = QT_TRANSLATE_NOOP("config", "Record which views are opened"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "Pages with their filters go into the timeline of a live "
                                       "recording; what was on the screen at a decision always "
                                       "does."),
         .effect = Effect::AtOnce,
         .isTeams = kTeams},
        {.key = "verdicts/peopleToConfirm",
         .kind = Kind::Number,
         .fallback = "1",
         .section = kAlarms,
         .title = QT_TRANSLATE_NOOP("config", "People who confirm a verdict"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "How many different people have to say \"wrong\" of an "
                                       "answer until that is confirmed."),
         .effect = Effect::AtOnce,
         .isTeams = kTeams,
         .least = 1,
         .most = 2},
    };
}

std::vector<Setting> peopleSettings()
{
    return {
        {.key = "operator/name",
         .kind = Kind::Text,
         .fallback = "",
         .section = kPeople,
         .title = QT_TRANSLATE_NOOP("config", "Your name"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "What you are called in timelines, beside your account, "
                                       "which is who you are."),
         .effect = Effect::NextWindow,
         .isTeams = kOwnOnly,
         .most = kLongestName},
        {.key = "operator/roles",
         .kind = Kind::Path,
         .fallback = "",
         .section = kPeople,
         .title = QT_TRANSLATE_NOOP("config", "File of roles"),
         .sentence = QT_TRANSLATE_NOOP("config", "Who may move and approve which levers."),
         .effect = Effect::NextWindow,
         .isTeams = kOwnOnly},
        {.key = "operator/readOnly",
         .kind = Kind::Flag,
         .fallback = "false",
         .section = kPeople,
         .title = QT_TRANSLATE_NOOP("config", "Read-only: move no lever"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "No lever is moved from this console; a window that was "
                                       "started so has none until the next one."),
         .effect = Effect::AtOnce,
         .isTeams = kTeams,
         .careful = "true"},
        {.key = "room/url",
         .kind = Kind::Url,
         .fallback = "",
         .section = kPeople,
         .title = QT_TRANSLATE_NOOP("config", "Shared room"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "Where consoles share an incident: "
                                       "postgresql://USER@HOST/DATABASE?room=NAME or sqlite:FILE."),
         .effect = Effect::NextWindow,
         .isTeams = kOwnOnly},
    };
}

std::vector<Setting> receivingSettings()
{
    return {
        {.key = "receiving/http",
         .kind = Kind::Address,
         .fallback = "127.0.0.1:4318",
         .section = kReceiving,
         .title = QT_TRANSLATE_NOOP("config", "OTLP/HTTP address"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "Where exporters send to a live window; File > Receiving "
                                       "changes it for the one that is open."),
         .effect = Effect::NextWindow,
         .isTeams = kOwnOnly},
        {.key = "receiving/grpc",
         .kind = Kind::Address,
         .fallback = "127.0.0.1:4317",
         .section = kReceiving,
         .title = QT_TRANSLATE_NOOP("config", "OTLP/gRPC address"),
         .sentence = QT_TRANSLATE_NOOP("config", "The same for gRPC; empty: none."),
         .effect = Effect::NextWindow,
         .isTeams = kOwnOnly},
        {.key = "receiving/tokenFile",
         .kind = Kind::Path,
         .fallback = "",
         .section = kReceiving,
         .title = QT_TRANSLATE_NOOP("config", "Token file"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "Its first line is what exporters have to show; without "
                                       "it PLUMBLINE_TOKEN_OTLP, or no token."),
         .effect = Effect::NextWindow,
         .isTeams = kOwnOnly},
        {.key = "receiving/certificate",
         .kind = Kind::Path,
         .fallback = "",
         .section = kReceiving,
         .title = QT_TRANSLATE_NOOP("config", "TLS certificate"),
         .sentence = QT_TRANSLATE_NOOP("config", "A PEM file; without it there is no TLS."),
         .effect = Effect::NextWindow,
         .isTeams = kOwnOnly},
        {.key = "receiving/key",
         .kind = Kind::Path,
         .fallback = "",
         .section = kReceiving,
         .title = QT_TRANSLATE_NOOP("config", "Key of the certificate"),
         .sentence = QT_TRANSLATE_NOOP("config", "A PEM file without a passphrase."),
         .effect = Effect::NextWindow,
         .isTeams = kOwnOnly},
        {.key = "recording/keep",
         .kind = Kind::Keep,
         .fallback = "",
         .section = kReceiving,
         .title = QT_TRANSLATE_NOOP("config", "How much is kept"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "A live recording is a ring of this size or age, as 20GiB "
                                       "or 7d; empty: everything is kept."),
         .effect = Effect::NextWindow,
         .isTeams = kTeams},
    };
}

std::vector<Setting> teamSettings()
{
    return {
        {.key = "team/source",
         .kind = Kind::Source,
         .fallback = "",
         .section = kSharing,
         .title = QT_TRANSLATE_NOOP("config", "The team's configuration"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "A folder, as a git checkout, with plumbline.json or "
                                       "plumbline.yaml, or the https URL of one such file; your "
                                       "own settings go before the team's."),
         .effect = Effect::AtOnce,
         .isTeams = kOwnOnly},
        {.key = "team/secret",
         .kind = Kind::SecretName,
         .fallback = "",
         .section = kSharing,
         .title = QT_TRANSLATE_NOOP("config", "Secret of that URL"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "The name of the secret that is sent to it as a bearer "
                                       "token; its value is in the keyring or in "
                                       "PLUMBLINE_TOKEN_NAME."),
         .effect = Effect::AtOnce,
         .isTeams = kOwnOnly,
         .most = kLongestName},
    };
}

std::vector<Setting> lookSettings()
{
    return {
        {.key = "look/theme",
         .kind = Kind::Choice,
         .fallback = "system",
         .section = kLook,
         .title = QT_TRANSLATE_NOOP("config", "Theme"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "Light or dark colours, with high contrast or without, or "
                                       "as the system has it."),
         .effect = Effect::AtOnce,
         .isTeams = kTeams,
         .choices = "system|light|dark|high-contrast-light|high-contrast-dark"},
        {.key = "look/density",
         .kind = Kind::Choice,
         .fallback = "comfortable",
         .section = kLook,
         .title = QT_TRANSLATE_NOOP("config", "Density"),
         .sentence = QT_TRANSLATE_NOOP("config", "How much room rows and controls take."),
         .effect = Effect::AtOnce,
         .isTeams = kTeams,
         .choices = "comfortable|compact"},
        {.key = "look/language",
         .kind = Kind::Choice,
         .fallback = "system",
         .section = kLook,
         .title = QT_TRANSLATE_NOOP("config", "Language"),
         .sentence = QT_TRANSLATE_NOOP(
             "config", "Of the window; recordings and the command line read the same in any."),
         .effect = Effect::NextWindow,
         .isTeams = kTeams,
         .choices = "system|en|de"},
        {.key = "look/textPercent",
         .kind = Kind::Number,
         .fallback = "100",
         .section = kLook,
         .title = QT_TRANSLATE_NOOP("config", "Text size"),
         .sentence = QT_TRANSLATE_NOOP("config", "In percent of the usual one, from 90 to 150."),
         .effect = Effect::AtOnce,
         .isTeams = kOwnOnly,
         .least = 90,
         .most = 150},
        {.key = "look/still",
         .kind = Kind::Choice,
         .fallback = "system",
         .section = kLook,
         .title = QT_TRANSLATE_NOOP("config", "Less motion"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "No text cursor blinks, and what fills does it in steps; "
                                       "on, off, or as the system has it."),
         .effect = Effect::AtOnce,
         .isTeams = kOwnOnly,
         .choices = "system|on|off"},
    };
}

std::vector<Setting> quietSettings()
{
    return {
        {.key = "quiet/on",
         .kind = Kind::Flag,
         .fallback = "false",
         .section = kQuiet,
         .title = QT_TRANSLATE_NOOP("config", "Quiet hours"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "No sound and no notification on the desktop at these "
                                       "times; the window shows alarms as ever."),
         .effect = Effect::AtOnce,
         .isTeams = kOwnOnly},
        {.key = "quiet/from",
         .kind = Kind::Time,
         .fallback = "22:00",
         .section = kQuiet,
         .title = QT_TRANSLATE_NOOP("config", "Quiet from"),
         .sentence = QT_TRANSLATE_NOOP("config", "In this machine's time, as 22:00."),
         .effect = Effect::AtOnce,
         .isTeams = kOwnOnly},
        {.key = "quiet/to",
         .kind = Kind::Time,
         .fallback = "07:00",
         .section = kQuiet,
         .title = QT_TRANSLATE_NOOP("config", "Quiet to"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "Of the next day, where it is not after the beginning; the "
                                       "same time: a whole day."),
         .effect = Effect::AtOnce,
         .isTeams = kOwnOnly},
        {.key = "quiet/days",
         .kind = Kind::Days,
         .fallback = "mon,tue,wed,thu,fri,sat,sun",
         .section = kQuiet,
         .title = QT_TRANSLATE_NOOP("config", "Days of quiet hours"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "On which they begin: mon,tue,wed,thu,fri,sat,sun or some "
                                       "of these; empty: on none."),
         .effect = Effect::AtOnce,
         .isTeams = kOwnOnly},
        {.key = "quiet/loudest",
         .kind = Kind::Number,
         .fallback = "1",
         .section = kQuiet,
         .title = QT_TRANSLATE_NOOP("config", "Told all the same"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "Alarms from severity 1 up to this one are told although "
                                       "it is quiet; 0: none."),
         .effect = Effect::AtOnce,
         .isTeams = kTeams,
         .least = 0,
         .most = 4},
    };
}

std::vector<Setting> startSettings()
{
    return {
        {.key = "welcome/atStart",
         .kind = Kind::Flag,
         .fallback = "false",
         .section = kStart,
         .title = QT_TRANSLATE_NOOP("config", "Welcome at every start"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "The welcome is shown whenever a window opens, not only "
                                       "the first time."),
         .effect = Effect::NextWindow,
         .isTeams = kTeams},
        {.key = "window/staysInTray",
         .kind = Kind::Flag,
         .fallback = "false",
         .section = kStart,
         .title = QT_TRANSLATE_NOOP("config", "Go on in the tray"),
         .sentence = QT_TRANSLATE_NOOP("config",
                                       "A live window that is closed goes on receiving in the "
                                       "tray, where the desktop has one."),
         .effect = Effect::AtOnce,
         .isTeams = kOwnOnly},
    };
}

std::vector<Setting> allSettings()
{
    std::vector<Setting> all;
    for (const auto& part : {lookSettings(), alarmSettings(), quietSettings(), peopleSettings(),
                             receivingSettings(), startSettings(), teamSettings()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace

const std::vector<Setting>& schema()
{
    static const std::vector<Setting> all = allSettings();
    return all;
}

const Setting* find(const QString& key)
{
    const auto found = std::ranges::find_if(
        schema(), [&key](const Setting& one) { return key == QLatin1StringView(one.key); });
    return found == schema().end() ? nullptr : &*found;
}

QStringList sections()
{
    QStringList names;
    for (const Setting& setting : schema()) {
        if (const QString name = sectionOf(setting); !names.contains(name))
            names << name;
    }
    return names;
}

QString sectionOf(const Setting& setting)
{
    return configText(setting.section);
}

QString titleOf(const Setting& setting)
{
    return configText(setting.title);
}

QString sentenceOf(const Setting& setting)
{
    return configText(setting.sentence);
}

QString effectText(Effect effect)
{
    return effect == Effect::AtOnce ? configText(QT_TRANSLATE_NOOP("config", "at once"))
                                    : configText(QT_TRANSLATE_NOOP("config", "in the next window"));
}

QStringList choicesOf(const Setting& setting)
{
    return QString::fromLatin1(setting.choices).split(u'|', Qt::SkipEmptyParts);
}

QString choiceText(const QString& choice)
{
    constexpr std::array kTexts{
        std::pair{"en", "English"}, // each by its own name, whatever is spoken now
        std::pair{"de", "Deutsch"},
        std::pair{"system", QT_TRANSLATE_NOOP("config", "As the system")},
        std::pair{"light", QT_TRANSLATE_NOOP("config", "Light")},
        std::pair{"dark", QT_TRANSLATE_NOOP("config", "Dark")},
        std::pair{"high-contrast-light", QT_TRANSLATE_NOOP("config", "High contrast, light")},
        std::pair{"high-contrast-dark", QT_TRANSLATE_NOOP("config", "High contrast, dark")},
        std::pair{"comfortable", QT_TRANSLATE_NOOP("config", "Comfortable")},
        std::pair{"compact", QT_TRANSLATE_NOOP("config", "Compact")},
        std::pair{"on", QT_TRANSLATE_NOOP("config", "On")},
        std::pair{"off", QT_TRANSLATE_NOOP("config", "Off")}};
    for (const auto& [known, text] : kTexts) {
        if (choice == QLatin1StringView(known))
            return configText(text);
    }
    return choice;
}

QString kindName(Kind kind)
{
    switch (kind) {
    case Kind::Flag:
        return u"flag"_s;
    case Kind::Number:
        return u"number"_s;
    case Kind::Choice:
        return u"choice"_s;
    case Kind::Path:
        return u"path"_s;
    case Kind::Url:
        return u"url"_s;
    case Kind::Source:
        return u"source"_s;
    case Kind::Text:
        return u"text"_s;
    case Kind::Address:
        return u"address"_s;
    case Kind::Time:
        return u"time"_s;
    case Kind::Days:
        return u"days"_s;
    case Kind::Keep:
        return u"keep"_s;
    case Kind::SecretName:
        break;
    }
    return u"secret_name"_s;
}

} // namespace config
