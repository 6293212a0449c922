// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/config/schema.h"

#include <QMap>
#include <QString>

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace config {

using Values = QMap<QString, QString>; // by key

// Who says what a setting is. Each goes before those above it.
enum class Origin
{
    Default,
    Team,
    Own,
    Environment,
    CommandLine,
};

struct Held
{
    QString value; // in its text form
    Origin origin = Origin::Default;
};

// A value that does not hold, because it is none of its setting.
struct BadValue
{
    QString key;
    QString found; // as it stands there, from outside; empty where that may be a secret
    QString used; // in its place
    QString why; // "has to be one of system, light, dark"
    Origin origin = Origin::Own;
};
QString badValueText(const BadValue& bad); // a sentence; not safe to show

// What the settings are: what is usual, over it what the team says, over it what is the user's own,
// over it what holds for this run. A value that is none is passed over and told. Plain value.
class Layers
{
public:
    // As they were written. Keys that are no settings are passed over.
    void setOwn(const Values& values) { m_own = values; }
    void setOwn(const QString& key, const QString& value) { m_own.insert(key, value); }
    void removeOwn(const QString& key) { m_own.remove(key); }
    std::optional<QString> own(const QString& key) const; // as it was written; none: not set
    Values goodOwn() const; // those that hold; without those of the run

    // `label` says which: a commit, or a host.
    void setTeam(const Values& values, const QString& label);
    const Values& team() const { return m_team; }

    // For this run.
    void setRun(const QString& key, const QString& value, Origin origin);
    void removeRun(const QString& key) { m_run.erase(key); }

    // Of a key that is a setting.
    Held held(const QString& key) const;
    std::vector<BadValue> problems() const;
    // "default", "yours", "team: 1a2b3c4d", "command line"; of a key that is a setting.
    QString originText(const QString& key) const;
    // What the team says, where something else holds; none: it says nothing, or that holds.
    std::optional<QString> teamsOther(const QString& key) const;

private:
    Values m_own;
    Values m_team;
    QString m_teamLabel;
    std::map<QString, std::pair<QString, Origin>> m_run;
};

} // namespace config
