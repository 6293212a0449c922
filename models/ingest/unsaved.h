// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/jobs.h"

#include <list>
#include <string>
#include <vector>

namespace ingest {

// What could not be written yet and nobody will find or tell again: it goes into the next
// transaction. Bounded while a disk is full: what can be added up is, and of the states of links
// the oldest give way to newer ones. One thread.
struct Unsaved
{
    std::vector<store::HealthResults> results;
    std::vector<RejectionJob> rejections; // one a reason
    std::vector<RedactionJob> redactions; // one rule and service each
    std::list<LinkJob> links; // an empty one takes no memory, as a deque would

    void add(RejectionJob job);
    void add(RedactionJob job);
    void add(LinkJob job);
    bool empty() const;
    std::string loss() const; // what is missing in the recording if it ends now
};

} // namespace ingest
