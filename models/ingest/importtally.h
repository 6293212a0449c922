// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/fileimport.h"
#include "models/ingest/importcursor.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

namespace ingest {

// Adds up what became of the deliveries of one file. Kept alive by the receipts it waits for. Any
// thread.
class ImportTally : public std::enable_shared_from_this<ImportTally>
{
public:
    // The handler for one more delivery; `place` is "file:line" or "file: byte N", `end` where it
    // ends in the file.
    ReceiptHandler expect(std::string place, const ImportPosition& end);
    // The furthest place before which everything is in the recording.
    ImportPosition committed();
    void addProblem(std::string problem);
    // Waits for all receipts expected so far.
    ImportReport wait();

private:
    void add(const Receipt& receipt, const std::string& place, std::uint64_t number);
    void addProblemLocked(std::string problem);

    std::mutex m_mutex; // guards all below
    std::condition_variable m_settled;
    std::uint64_t m_outstanding = 0;
    struct Delivery
    {
        ImportPosition end;
        bool isCommitted = false;
    };
    std::deque<Delivery> m_deliveries; // from the first that is not committed on
    std::uint64_t m_firstNumber = 0; // of them
    ImportPosition m_committed;
    std::uint64_t m_moreProblems = 0;
    ImportReport m_report;
};

} // namespace ingest
