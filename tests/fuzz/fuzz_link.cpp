// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/viewstate.h"
#include "tests/fuzz/harness.h"

#include <QJsonDocument>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

// What was read can be written, and means the same to whoever reads that.
void holdAgainst(const telemetry::Result<items::ReadViewState>& read)
{
    if (!read) {
        fuzz::require(!read.error().message.empty(), "a refused link says why");
        return;
    }
    const std::string link = items::toLink(read->state);
    fuzz::require(link.size() <= items::kLongestLink, "a link is not longer than one that is read");
    const auto again = items::viewStateFromLink(link);
    fuzz::require(again.has_value(), "a link that was written can be read");
    fuzz::require(again->leftOut.empty(), "a link that was written is known in all its parts");
    fuzz::require(items::toLink(again->state) == link, "a link that is written again is the same");
    fuzz::require(items::viewStateFromJson(items::toJson(again->state)).has_value(),
                  "the same parts can be read as JSON");
    static_cast<void>(items::viewStateText(read->state));
}

} // namespace

// What somebody sends to be clicked on, and what stands in a text or in an entry of a recording.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    holdAgainst(items::viewStateFromLink(bytes));
    holdAgainst(items::viewStateFromLink("plumbline://open?" + std::string(bytes)));
    static_cast<void>(items::viewStateIn(bytes));
    telemetry::TimelineEntry entry;
    entry.kind = "view";
    entry.payload = bytes;
    static_cast<void>(items::shownState(entry));
    holdAgainst(items::viewStateFromJson(
        QJsonDocument::fromJson(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())))
            .object()));
    return 0;
}
