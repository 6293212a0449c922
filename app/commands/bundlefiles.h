// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/bundle/bundle.h"
#include "models/bundle/signingkey.h"
#include "models/telemetry/result.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace commands {

// Who is trusted: the file that is named, else trusted-keys beside the settings, else nobody.
telemetry::Result<std::vector<bundle::TrustedKey>> trustedKeys(const std::string& file);

inline constexpr const char* kBundleKey = "bundle-key"; // in the keyring
// What to sign with: the PEM file that is named, else PLUMBLINE_BUNDLE_KEY (PEM), else the key in
// the keyring; nothing where there is none.
telemetry::Result<std::optional<bundle::SigningKey>> signingKey(const std::string& file);
// A new file for its owner only; Usage error when it is there.
telemetry::Result<void> writeNewFile(const std::string& path, const std::string& bytes);

// By its first bytes; false when it cannot be read.
bool isBundle(const std::string& path);

// A recording to read from: the file itself, or the one in a bundle, which was verified and is
// unpacked for as long as this lives.
class ReadableRecording
{
public:
    static telemetry::Result<ReadableRecording> open(const std::string& path);
    const std::string& path() const { return m_path; }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_path;
};

// Unpacked to stay, once, below the user's data, under the bundle's own name and hash, and found
// there again. What the window adds lies beside it. Refused when what is found there is not what
// was unpacked, or when `goesOn`, which may be empty, says false.
telemetry::Result<bundle::Opened> openToStay(const std::string& path,
                                             const std::function<bool()>& goesOn = {});

} // namespace commands
