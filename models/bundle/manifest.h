// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bundle {

inline constexpr int kFormat = 1;
inline constexpr const char* kManifestName = "manifest.json";
inline constexpr const char* kSignatureName = "signature.json";
inline constexpr const char* kRecordingName = "recording.plumb";
// What else may be in a bundle; nothing of another name.
inline constexpr const char* kDocumentNames[] = {"timeline.jsonl", "report.md", "report.html",
                                                 "report.pdf"};

inline constexpr std::int64_t kMostManifest = std::int64_t{1} << 20; // bytes
inline constexpr std::int64_t kMostSignature = std::int64_t{16} << 10;
inline constexpr std::int64_t kMostDocument = std::int64_t{256} << 20;
inline constexpr std::int64_t kMostRecording = std::int64_t{64} << 30;

struct Member
{
    std::string name;
    std::int64_t size = 0;
    std::string sha256; // lower-case hex

    friend bool operator==(const Member&, const Member&) = default;
};

// What a bundle says of itself: manifest.json, its first member. Times as RFC 3339 in UTC.
//   {"format", "needs", "product", "made": {"at", "by"},
//    "incident": {"id", "uid", "title", "start", "end"} or null,
//    "recording": {"schema", "from", "until", "is_part", "spans", "spans_of_whole"},
//    "chain": {"entries", "last_hash", "original_entries", "original_last_hash", "is_rebuilt"},
//    "redaction": {"rules", "taken_out"} or null, "signer": base64 or "",
//    "members": [{"name", "size", "sha256"}]}
struct Manifest
{
    struct OfIncident
    {
        std::string id; // of people, in the recording
        std::string uid;
        std::string title;
        telemetry::Timestamp start;
        std::optional<telemetry::Timestamp> end; // nothing: it was open
        friend bool operator==(const OfIncident&, const OfIncident&) = default;
    };
    struct Redaction
    {
        std::vector<std::string> rules;
        std::int64_t takenOut = 0; // pieces
        friend bool operator==(const Redaction&, const Redaction&) = default;
    };

    std::string product; // version that made it
    telemetry::Timestamp madeAt;
    std::string madeBy;
    std::optional<OfIncident> incident; // nothing: nobody declared one
    int schema = 0; // of the recording
    telemetry::TimeRange range; // that the recording holds in full
    bool isPart = false; // of a longer one
    std::int64_t spans = 0;
    std::int64_t spansOfWhole = 0;
    // The chain of the timeline is whole, from the first entry on. The last entry tells of the
    // bundle itself. What was redacted has other hashes than before: then the chain was rebuilt.
    std::int64_t entries = 0;
    std::string lastHash;
    std::int64_t originalEntries = 0;
    std::string originalLastHash;
    bool isRebuilt = false;
    std::optional<Redaction> redaction; // nothing: it is as it was recorded
    std::string signer; // public key, 32 bytes; empty: nobody signed
    std::vector<Member> members; // all but manifest and signature, in their order

    const Member* find(const std::string& name) const;
    friend bool operator==(const Manifest&, const Manifest&) = default;
};

std::string toJson(const Manifest& manifest);
// Unreadable, naming the field, when it is none; when it is of a later format, naming the version
// that can read it.
telemetry::Result<Manifest> manifestFrom(const std::string& json);
bool isLaterFormat(const std::string& json); // that this program cannot read

// The signature over manifest.json: {"algorithm": "ed25519", "public_key", "signature"}, or
// {"algorithm": "none"}.
struct Signature
{
    std::string publicKey; // 32 bytes; empty: none
    std::string signature; // 64 bytes
};
std::string toJson(const Signature& signature);
telemetry::Result<Signature> signatureFrom(const std::string& json);
// What is signed: no signature of anything else can be taken for one of a bundle.
std::string signedText(const std::string& manifestJson);

} // namespace bundle
