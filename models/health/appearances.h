// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace health {

// When each model, version, adapter and prompt version of a service was first seen, and when it
// went back to one that had served before: to be held against the onset of an alarm. One thread.
class Appearances
{
public:
    // Once for each answer, in the order in which they were recorded.
    void note(const std::string& service, const std::string& kind, const std::string& name,
              telemetry::Timestamp time);
    // "began when model x first appeared", or "... when it went back to model x", for the change
    // nearest to the onset within the interval that the onset probably lies in (ends included),
    // with all that changed in it; "began 4 s after ..." for one that lies a quarter of a minute
    // beside it at most, since the first answers of a fault may be well. What is farther off is no
    // more likely its cause than any other change; empty where there is none. Nothing is a change
    // that the service was not seen without for half a minute and for several times as many answers
    // as it usually takes to meet that name: what a service, or the console, started with is none,
    // be it rare.
    std::string near(const std::string& service, telemetry::Timestamp onset,
                     telemetry::Timestamp low, telemetry::Timestamp high) const;
    std::string near(const std::string& service, telemetry::Timestamp onset) const
    {
        return near(service, onset, onset, onset);
    }

private:
    // A name rules when nine in ten of so many answers bear it: a canary that a tenth of the
    // answers go to, or two names side by side, are no roll-back each time they change places.
    static constexpr std::size_t kWindow = 40;
    static constexpr std::size_t kRules = 36;

    struct Change
    {
        std::string kind; // "model", "version", "adapter", "prompt version"
        std::string name;
        telemetry::Timestamp time;
        bool isReturn = false;
    };
    struct Named
    {
        std::string name;
        telemetry::Timestamp first;
        telemetry::Timestamp newest;
        double without = 0; // notes of its kind before it
        double count = 0; // of its notes
        bool hasRuled = false;
    };
    struct Note
    {
        std::size_t name = 0;
        telemetry::Timestamp time;
    };
    struct Kind
    {
        std::string kind;
        std::vector<Named> names;
        std::array<Note, kWindow> notes{}; // a ring
        std::size_t count = 0; // of notes ever that are not late
        double all = 0; // of notes ever
        telemetry::Timestamp began; // the first of them
        std::size_t ruler = SIZE_MAX;
        telemetry::Timestamp newest;
        std::vector<Change> returns; // newest last
    };

    static void rule(Kind& kind, std::size_t name, telemetry::Timestamp time);
    static std::size_t indexOf(Kind& kind, const std::string& name, telemetry::Timestamp time);
    static bool isNews(const Kind& kind, const Named& named);
    static std::vector<Change> changesOf(const std::vector<Kind>& kinds);

    std::map<std::string, std::vector<Kind>> m_services;
};

} // namespace health
