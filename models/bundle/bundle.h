// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/bundle/manifest.h"
#include "models/bundle/signingkey.h"
#include "models/redact/redactor.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bundle {

// One file that opens on a colleague's machine: the part of a recording that an incident is in, its
// timeline and report, what they are (manifest.json), and who says so (signature.json).

// A file beside the recording; `name` is one of kDocumentNames.
struct Document
{
    std::string name;
    std::string bytes;
};

struct Request
{
    std::string recording; // read only; somebody may be writing to it
    std::string out; // must not be there
    telemetry::TimeRange range; // that the recording in the bundle is to hold in full
    std::optional<Manifest::OfIncident> incident;
    // Takes out of all texts what its rules say; null: all stays as it was recorded.
    std::shared_ptr<const redact::Redactor> redactor;
    // Asked for once the recording of the bundle is ready (and redacted), which it is given, with
    // what the manifest says of it: so that they say nothing that is not in it.
    std::function<telemetry::Result<std::vector<Document>>(const std::string& recording,
                                                           const Manifest& manifest)>
        documents;
    const SigningKey* key = nullptr; // nullptr: it is not signed
    std::string product; // version
    std::string madeBy;
    telemetry::Timestamp now;
    std::function<bool()> goesOn; // may be empty; asked now and then, false: a Refused error
};
struct Made
{
    Manifest manifest;
    std::int64_t bytes = 0; // of the file
};
// Writes the bundle. Its recording gets one entry more than the original, which tells of the part
// and names the last hash of the original. Nothing is left when it fails. Any thread.
telemetry::Result<Made> make(const Request& request);

// What the signature says, of which the key is told apart by its fingerprint alone.
enum class Trust : std::uint8_t
{
    Trusted, // signed by a key of the list
    UnknownKey, // whole, and signed: by whom is not known
    NotSigned, // whole; anybody can have made it
};
const char* toString(Trust trust); // "trusted" ...

struct Verified
{
    Manifest manifest;
    Trust trust = Trust::NotSigned;
    std::string fingerprint; // of the key; empty: it is not signed
    std::string signerName; // of a trusted one, as the list calls it
};
// "Signed by Ada, a key you trust (SHA256:...)." in words that promise no more than was looked at.
std::string trustText(const Verified& verified);

// Reads all of it: container, manifest, signature, size and hash of each member, and the audit
// chain of the recording. Unreadable error naming the first part that does not fit, how, and what
// to do; Refused when `goesOn`, which may be empty, says false. Unpacks for this into a folder of
// its own below `scratch`, and removes it.
telemetry::Result<Verified> verify(const std::string& path, const std::vector<TrustedKey>& trusted,
                                   const std::string& scratch,
                                   const std::function<bool()>& goesOn = {});

struct Opened
{
    Verified verified;
    std::string recording; // path
};
// The same, and unpacks it into `folder` (mode 0700, files 0600), which must not be there. Nothing
// is there when it fails.
telemetry::Result<Opened> open(const std::string& path, const std::vector<TrustedKey>& trusted,
                               const std::string& folder, const std::function<bool()>& goesOn = {});

// Whether the recording in a folder that open() made is still the one of the manifest. Refused,
// naming what to do, when it was changed since, or when `goesOn`, which may be empty, says false.
telemetry::Result<void> checkUnpacked(const std::string& folder, const Manifest& manifest,
                                      const std::function<bool()>& goesOn = {});

// What it says of itself, of which nothing but the signature is looked at: quick.
telemetry::Result<Verified> show(const std::string& path, const std::vector<TrustedKey>& trusted);

} // namespace bundle
