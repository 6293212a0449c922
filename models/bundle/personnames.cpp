// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/personnames.h"

#include "models/bundle/cuttexts.h"
#include "models/bundle/textrules.h"
#include "models/runbook/levercredit.h"
#include "models/telemetry/actors.h"
#include "models/telemetry/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace bundle {

namespace {

using telemetry::actors::isPart;

// Of payloads of any kind.
constexpr std::array kNaming{"account"_L1, "person"_L1, "commander"_L1, "begun_by"_L1};
// Of an incident and of a lock; elsewhere these are values of levers.
constexpr std::array kHandedOver{"from"_L1, "to"_L1};
// Words and keys of our own, which payloads are read by whatever somebody is called.
constexpr std::array kOurs{"what"_L1,       "kind"_L1,    "state"_L1, "status"_L1,
                           "moment"_L1,     "rung"_L1,    "role"_L1,  "outcome"_L1,
                           "lever_kind"_L1, "measure"_L1, "uid"_L1,   "digest"_L1};

template<class Names>
bool isOneOf(const Names& names, const QString& name)
{
    return std::ranges::find(names, name) != names.end();
}

// A "name" counts where it may stand beside an account. Labels of an alert are another system's.
bool isNaming(const QString& member, const std::string& kind, bool mayBeBeside)
{
    if (kind == "alert")
        return false;
    return isOneOf(kNaming, member) || (mayBeBeside && kind == "approval" && member == "name"_L1)
        || ((kind == "incident" || kind == "lock") && isOneOf(kHandedOver, member));
}

} // namespace

void PersonNames::add(const std::string& name, const std::string& instead, std::size_t shortest)
{
    const std::string folded = telemetry::asciiLowered(name);
    if (!m_names.emplace(folded, instead).second)
        return;
    if (name != instead)
        m_sorted.insert(std::ranges::upper_bound(m_sorted, folded), folded);
    if (redact::isTelling(name, shortest))
        m_words.add(name, instead);
}

void PersonNames::addPerson(const std::string& name)
{
    if (isPart(name) || m_names.contains(telemetry::asciiLowered(name)))
        return;
    const auto spellings = redact::spellingsOf(name);
    const auto known = m_names.find(telemetry::asciiLowered(spellings.back()));
    const std::string instead = known == m_names.end() ? m_persons.give(name) : known->second;
    for (const std::string& spelling : spellings)
        add(spelling, instead, redact::kShortestPerson);
}

void PersonNames::addSource(const std::string& name)
{
    if (!isPart(name) && !m_names.contains(telemetry::asciiLowered(name)))
        add(name, m_sources.give(name), redact::kShortestUser);
}

// NOLINTNEXTLINE(misc-no-recursion)
void PersonNames::addFrom(const QJsonValue& value, const std::string& kind)
{
    if (value.isArray()) {
        for (const QJsonValue& each : value.toArray())
            addFrom(each, kind);
        return;
    }
    const QJsonObject object = value.toObject();
    const QString account = object[u"account"_s].toString();
    // One who has a name beside the account is one person.
    if (const QString name = object[u"name"_s].toString();
        kind == "approval" && !account.isEmpty() && !name.isEmpty())
        addPerson((name + u" ("_s + account + u')').toStdString());
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QJsonValue each = member.value();
        if (each.isString() && isNaming(member.key(), kind, false))
            addPerson(each.toString().toStdString());
        else
            addFrom(each, kind);
    }
}

void PersonNames::addFrom(const telemetry::TimelineEntry& entry)
{
    if (entry.kind == "alert")
        addSource(entry.actor);
    else
        addPerson(entry.actor);
    addFrom(QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object(), entry.kind);
}

std::string PersonNames::of(const std::string& name) const
{
    const auto known = m_names.find(telemetry::asciiLowered(name));
    return isPart(name) || known == m_names.end() ? name : known->second;
}

void PersonNames::replaceIn(std::string& text) const
{
    bundle::replaceWords(m_words, text);
    takeCutWords(m_sorted, text);
}

// NOLINTNEXTLINE(misc-no-recursion)
bool PersonNames::replaceIn(QJsonValue& value, const QString& member, const std::string& kind,
                            Part part) const
{
    bool isChanged = false;
    if (value.isString()) {
        const bool isName = isNaming(member, kind, true);
        if (isName != (part == Part::Whole))
            return false;
        const std::string before = value.toString().toStdString();
        std::string text = isName ? of(before) : before;
        if (!isName)
            replaceIn(text);
        isChanged = text != before;
        if (isChanged)
            value = QString::fromStdString(text);
    } else if (value.isArray()) {
        QJsonArray changed;
        for (QJsonValue each : value.toArray()) {
            isChanged = replaceIn(each, member, kind, part) || isChanged;
            changed.append(each);
        }
        if (isChanged)
            value = changed;
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        QJsonObject changed = object;
        for (auto each = object.begin(); each != object.end(); ++each) {
            QJsonValue inside = each.value();
            if (inside.isString() && isOneOf(kOurs, each.key()))
                continue;
            if (replaceIn(inside, each.key(), kind, part)) {
                changed[each.key()] = inside;
                isChanged = true;
            }
        }
        if (isChanged)
            value = changed;
    }
    return isChanged;
}

void PersonNames::replaceIn(telemetry::TimelineEntry& entry, Part part) const
{
    QJsonValue payload = QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
    if (replaceIn(payload, {}, entry.kind, part))
        entry.payload =
            QJsonDocument(payload.toObject()).toJson(QJsonDocument::Compact).toStdString();
}

void PersonNames::replaceWhole(telemetry::TimelineEntry& entry) const
{
    entry.actor = of(entry.actor);
    replaceIn(entry, Part::Whole);
    // Its text is made of the payload, and names whom words would miss: one who is called "7".
    if (const auto credit = runbook::creditIn(entry))
        entry.text = runbook::creditText(*credit);
}

void PersonNames::replaceWords(telemetry::TimelineEntry& entry) const
{
    replaceIn(entry.text);
    replaceIn(entry, Part::Words);
}

} // namespace bundle
