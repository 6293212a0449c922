// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/fileimport.h"
#include "models/ingest/importcursor.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace ingest {

// Adds up what became of the records of one file, in their order. What was rejected is held back
// until a cursor passes it. A file that was imported before is imported again with what was wrong
// in it: where all that comes next is in the recording already, it is not counted once more. Kept
// alive by the receipts it waits for. Any thread.
class ImportTally : public std::enable_shared_from_this<ImportTally>
{
public:
    // The handler for one more delivery; `place` is "file:line" or "file: byte N", `end` where it
    // ends in the file.
    ReceiptHandler expect(std::string place, const ImportPosition& end);
    // A record that ends at `end` and never became a delivery.
    void reject(std::string problem, telemetry::Rejection rejection, const ImportPosition& end);
    // This file was begun and not read to its end: what comes now was not counted yet.
    void goOn();

    // The furthest place before which everything is in the recording, or is rejected and known to
    // be counted or not.
    ImportPosition settledUntil();
    struct Settled
    {
        ImportPosition until;
        std::vector<telemetry::Rejection> rejections; // to be counted with it
    };
    Settled take(); // what was rejected until there is given once
    std::vector<telemetry::Rejection> takeAll(); // at the end: all that is to be counted
    void putBack(const std::vector<telemetry::Rejection>& rejections);
    // Waits for all receipts expected so far.
    ImportReport wait();

private:
    void add(const Receipt& receipt, const std::string& place, std::uint64_t number);
    void addProblemLocked(std::string problem);
    void settleLocked();
    static void add(std::vector<telemetry::Rejection>& to,
                    const std::vector<telemetry::Rejection>& rejections);

    std::mutex m_mutex; // guards all below
    std::condition_variable m_changed;
    std::uint64_t m_outstanding = 0;
    struct Delivery
    {
        ImportPosition end;
        bool isCommitted = false;
        bool isKnown = false; // all of it was in the recording before
        bool isNews = false;
        std::vector<telemetry::Rejection> rejections{};
    };
    std::deque<Delivery> m_deliveries; // from the first that is not committed on
    std::uint64_t m_firstNumber = 0; // of them
    ImportPosition m_settled;
    bool m_isGoingOn = false;
    std::optional<bool> m_isKnown; // what came last, by whether it was in the recording before
    std::vector<telemetry::Rejection> m_due; // one a signal and reason, as are the next
    std::vector<telemetry::Rejection> m_undecided; // before anything came that tells
    std::uint64_t m_moreProblems = 0;
    ImportReport m_report;
};

} // namespace ingest
