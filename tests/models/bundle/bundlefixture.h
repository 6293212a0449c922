// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/bundle/bundle.h"
#include "tests/models/store/storefixture.h"

#include <QTemporaryDir>

#include <string>
#include <vector>

namespace bundletest {

std::string bytesOf(const std::string& path);
void write(const std::string& path, const std::string& bytes);

// A folder with a recording of an hour of calls, a note of each five minutes, and what bundles are
// made of.
class Case
{
public:
    Case();

    std::string path(const std::string& name) const;
    const storetest::Recording& recording() const { return m_recording; }
    // Of the half hour in the middle, with a report; `out` in the folder.
    bundle::Request request(const std::string& out, const bundle::SigningKey* key = nullptr) const;
    // Names in the folder, in order.
    std::vector<std::string> names() const;

private:
    QTemporaryDir m_folder;
    storetest::Recording m_recording;
};

// A member of a container that we would not write.
struct RawMember
{
    std::string name;
    std::string bytes;
    enum Kind
    {
        File,
        Symlink, // to `bytes`
        Hardlink,
        Folder,
    } kind = File;
};
// In a tar, compressed as bundles are.
std::string container(const std::vector<RawMember>& members, const std::string& behind = {});
std::string compressed(const std::string& tar);
std::vector<RawMember> membersOf(const std::string& path);

} // namespace bundletest
