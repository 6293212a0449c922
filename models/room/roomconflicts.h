// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/roomentry.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace room {

// What two consoles said of one thing without having read each other, or what cannot be right.
// Shown to people, never decided for them.
struct Conflict
{
    enum class Kind
    {
        Incident, // two values of one field: commander, severity, ...
        Step, // a step settled by two
        Approval, // approved and declined
        Firing, // one lever moved by two
        Altered, // a row is not what its author wrote, or one is missing
        LockLost, // a lock ran out while the store was away
        StoreBehind, // the store holds less than was read from it before
    };
    Kind kind = Kind::Incident;
    std::string subject;
    std::string text; // for people; holds what others wrote
    std::vector<std::int64_t> entries; // of the room, ascending
    bool isSettled = false; // somebody who had read them all said a last word
};

// Takes the entries of a room in their order and finds what was said concurrently: an entry
// supersedes those of its console before it and those its author had read (seen). What is left
// besides it is concurrent. The order of arrival at the store changes nothing of it. One thread.
class ConflictFinder
{
public:
    explicit ConflictFinder(std::string room)
        : m_room(std::move(room))
    {
    }
    void add(const RoomEntry& entry);
    static constexpr std::size_t kMostConflicts = 1000; // more are not told one by one
    // In the order in which they came up; those of LockLost and StoreBehind are for others to add.
    const std::vector<Conflict>& conflicts() const { return m_conflicts; }

private:
    struct Head
    {
        std::int64_t sequence = 0;
        std::string console;
        std::string author;
        std::string value;
    };
    struct Thread
    {
        std::vector<Head> heads; // nobody who wrote one had read another
        std::size_t open = kNone; // of m_conflicts
    };
    struct Author
    {
        std::int64_t sequence = 0;
        std::string hash;
    };
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    void checkChain(const RoomEntry& entry);

    std::string m_room;
    std::map<std::string, Thread> m_threads;
    std::map<std::string, Author> m_authors; // by console
    std::int64_t m_newest = 0;
    std::vector<Conflict> m_conflicts;
};

const char* toString(Conflict::Kind kind);

} // namespace room
