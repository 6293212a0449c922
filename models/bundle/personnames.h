// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/redact/pseudonyms.h"
#include "models/telemetry/namereplacer.h"
#include "models/telemetry/timelineentry.h"

#include <QJsonValue>
#include <QString>

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace bundle {

// Puts numbers in the place of those whom a timeline names: "person 1", and of what sends alerts
// "source 1". Parts of the console keep their names. Told first of all entries, in their order. One
// thread.
class PersonNames
{
public:
    void addPerson(const std::string& name);
    void addSource(const std::string& name);
    // Who acted, and whom the payload names: who commands, is handed to, decided, held a lock.
    void addFrom(const telemetry::TimelineEntry& entry);

    // What stands for that name as a whole; itself where nobody was told of so.
    std::string of(const std::string& name) const;
    // Names that stand in it as words, but for those in what rules left; and what was cut off that
    // may be the beginning of one, or of what rules take out.
    void replaceIn(std::string& text) const;
    // Actor, and the members of the payload that are a name, with the text where that is made of
    // them: before any rule, by which two could become alike.
    void replaceWhole(telemetry::TimelineEntry& entry) const;
    // Text and the rest of the payload, but for what our own words are read from: after the rules,
    // which would not know half an address any more.
    void replaceWords(telemetry::TimelineEntry& entry) const;

private:
    void add(const std::string& name, const std::string& instead, std::size_t shortest);
    // No deeper than QJsonDocument reads. `kind`: of the entry.
    void addFrom(const QJsonValue& value, const std::string& kind);
    enum class Part
    {
        Whole, // names that are a member
        Words, // in all other members
    };
    void replaceIn(telemetry::TimelineEntry& entry, Part part) const;
    bool replaceIn(QJsonValue& value, const QString& member, const std::string& kind,
                   Part part) const;

    redact::Numbering m_persons{"person"};
    redact::Numbering m_sources{"source"};
    std::unordered_map<std::string, std::string> m_names; // folded: what stands in its place
    std::vector<std::string> m_sorted; // those that go, folded
    telemetry::NameReplacer m_words{telemetry::NameReplacer::Letters::Folded};
};

} // namespace bundle
