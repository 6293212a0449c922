// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/archive.h"
#include "models/bundle/bundle.h"
#include "models/bundle/damage.h"
#include "models/bundle/filehash.h"
#include "models/store/reader.h"
#include "models/store/sqlite.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace bundle {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

// A folder for its owner only; gone with this unless it is moved away.
class Folder
{
public:
    Folder() = default;
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder()
    {
        std::error_code error;
        if (!m_path.empty())
            std::filesystem::remove_all(m_path, error);
    }
    Result<void> make(const std::string& prefix)
    {
        std::string name = prefix + ".partial-XXXXXX";
        if (::mkdtemp(name.data()) == nullptr)
            return failure(ErrorKind::Refused,
                           name + " cannot be made: " + std::strerror(errno) + ".");
        m_path = name;
        return {};
    }
    Result<void> moveTo(const std::string& place)
    {
        std::error_code error;
        if (std::filesystem::exists(std::filesystem::symlink_status(place, error)))
            return failure(ErrorKind::Usage, place + " is there already. Name a new folder.");
        std::filesystem::rename(m_path, place, error);
        if (error)
            return failure(ErrorKind::Refused, place + " cannot be made: " + error.message() + ".");
        m_path.clear();
        return {};
    }
    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

class NewFile
{
public:
    explicit NewFile(const std::string& path)
        : m_file(::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600))
    {
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    ~NewFile()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    bool write(std::string_view bytes)
    {
        while (!bytes.empty() && m_file >= 0) {
            const ssize_t done = ::write(m_file, bytes.data(), bytes.size());
            if (done < 0 && errno == EINTR)
                continue;
            if (done <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(done));
        }
        return m_file >= 0;
    }

private:
    int m_file;
};

// What damaged() makes a part of its own sentence.
std::string withoutStop(std::string message)
{
    if (message.ends_with('.'))
        message.pop_back();
    return message;
}

// Manifest and signature, the first two members.
Result<Verified> readHead(ArchiveReader& archive, const std::string& path,
                          const std::vector<TrustedKey>& trusted, std::string* manifestText)
{
    const auto member = [&](const char* name, std::int64_t most) -> Result<std::string> {
        const auto entry = archive.next();
        if (!entry)
            return tl::make_unexpected(entry.error());
        if (!*entry || (*entry)->name != name)
            return damaged(path, partText(name) + " is not where it has to be");
        return archive.readAll(most);
    };
    auto text = member(kManifestName, kMostManifest);
    if (!text)
        return tl::make_unexpected(text.error());
    auto manifest = manifestFrom(*text);
    if (!manifest && isLaterFormat(*text)) // it is whole: another program opens it
        return failure(ErrorKind::Unreadable, path + ": " + manifest.error().message);
    if (!manifest)
        return damaged(path, withoutStop(manifest.error().message));
    const auto signatureText = member(kSignatureName, kMostSignature);
    if (!signatureText)
        return tl::make_unexpected(signatureText.error());
    const auto signature = signatureFrom(*signatureText);
    if (!signature)
        return damaged(path, withoutStop(signature.error().message));
    if (signature->publicKey != manifest->signer)
        return damaged(path,
                       "the signature (signature.json) is not by the key that manifest.json names");
    Verified verified{.manifest = std::move(*manifest),
                      .trust = Trust::NotSigned,
                      .fingerprint = {},
                      .signerName = {}};
    if (!signature->publicKey.empty()) {
        if (!isSignedBy(signedText(*text), signature->signature, signature->publicKey))
            return damaged(path,
                           "the signature (signature.json) does not fit the manifest "
                           "(manifest.json): one of them was changed");
        verified.fingerprint = fingerprint(signature->publicKey);
        const auto known = std::ranges::find(trusted, signature->publicKey, &TrustedKey::publicKey);
        verified.trust = known == trusted.end() ? Trust::UnknownKey : Trust::Trusted;
        if (known != trusted.end())
            verified.signerName = known->name;
    }
    if (manifestText != nullptr)
        *manifestText = std::move(*text);
    return verified;
}

Result<void> unpackMember(ArchiveReader& archive, const std::string& path, const Member& member,
                          const std::string& folder, const std::function<bool()>& goesOn)
{
    const auto entry = archive.next();
    if (!entry)
        return tl::make_unexpected(entry.error());
    if (!*entry)
        return damaged(path, partText(member.name) + " is missing, which manifest.json names");
    if ((*entry)->name != member.name)
        return damaged(path,
                       "another part stands where " + partText(member.name)
                           + " has to be: it comes twice, or manifest.json does not name it");
    if ((*entry)->size != member.size)
        return damaged(path,
                       partText(member.name) + " has " + std::to_string((*entry)->size)
                           + " bytes, manifest.json says " + std::to_string(member.size));
    // From our own list of names: nothing of what stands in the file becomes a path.
    NewFile file(folder + "/" + member.name);
    RunningHash hash;
    std::int64_t size = 0;
    bool isWritten = true;
    bool isStopped = false;
    const auto done = archive.read([&](std::string_view piece) {
        isStopped = goesOn && !goesOn();
        if (isStopped)
            return false;
        size += static_cast<std::int64_t>(piece.size());
        if (size > member.size)
            return false;
        hash.add(piece);
        isWritten = file.write(piece);
        return isWritten;
    });
    if (!done)
        return done;
    if (isStopped)
        return failure(ErrorKind::Refused, "Reading " + path + " was broken off.");
    if (!isWritten)
        return failure(ErrorKind::Refused,
                       folder + "/" + member.name + " cannot be written: " + std::strerror(errno)
                           + ".");
    if (size != member.size || hash.take() != member.sha256)
        return damaged(path, partText(member.name) + " is not what manifest.json says (SHA-256)");
    return {};
}

// SQL of somebody else's would run with ours: recordings have tables and indexes only.
Result<void> checkObjects(const std::string& path, const std::string& recording)
{
    const auto database = store::Database::open(recording, store::Database::Mode::ReadOnly);
    if (!database)
        return damaged(path,
                       partText(kRecordingName) + ": " + withoutStop(database.error().message));
    store::Statement select = database->prepare(
        "SELECT 1 FROM sqlite_master WHERE type NOT IN ('table', 'index') OR (type='table' AND "
        "sql LIKE 'CREATE VIRTUAL%') LIMIT 1");
    const bool isForeign = select.step();
    if (!isForeign && !select.hasFailed())
        return {};
    return damaged(
        path,
        partText(kRecordingName)
            + (isForeign ? " holds views or triggers, as no recording does" : " is no recording"));
}

Result<void> checkRecording(const std::string& path, const std::string& recording,
                            const Manifest& manifest)
{
    if (const auto checked = checkObjects(path, recording); !checked)
        return checked;
    const auto reader = store::Reader::open(recording);
    if (!reader) // as a later version writes them: it is what was sent
        return failure(ErrorKind::Unreadable,
                       path + ": " + partText(kRecordingName) + ": " + reader.error().message
                           + " Nothing was changed.");
    const auto report = (*reader)->verify();
    if (!report)
        return damaged(path, partText(kRecordingName) + ": " + withoutStop(report.error().message));
    if (report->firstBroken)
        return damaged(path,
                       "the timeline in " + partText(kRecordingName) + " does not hold from entry "
                           + std::to_string(*report->firstBroken) + " on: " + report->problem);
    if (report->entries != manifest.entries || report->lastHash != manifest.lastHash)
        return damaged(path,
                       "the timeline in " + partText(kRecordingName)
                           + " is not the one that manifest.json tells of");
    return {};
}

Result<Verified> unpack(const std::string& path, const std::vector<TrustedKey>& trusted,
                        const std::string& prefix, Folder& folder,
                        const std::function<bool()>& goesOn)
{
    const auto archive = ArchiveReader::open(path);
    if (!archive)
        return tl::make_unexpected(archive.error());
    std::string manifestText;
    auto verified = readHead(**archive, path, trusted, &manifestText);
    if (!verified)
        return verified;
    if (const auto made = folder.make(prefix); !made)
        return tl::make_unexpected(made.error());
    std::int64_t needed = 0;
    for (const Member& member : verified->manifest.members)
        needed += member.size;
    std::error_code error;
    const auto space = std::filesystem::space(folder.path(), error);
    if (!error && static_cast<std::uintmax_t>(needed) > space.available)
        return failure(ErrorKind::Refused,
                       path + " needs " + std::to_string(needed) + " bytes unpacked, there are "
                           + std::to_string(space.available) + " in " + folder.path() + ".");
    for (const Member& member : verified->manifest.members) {
        if (const auto done = unpackMember(**archive, path, member, folder.path(), goesOn); !done)
            return tl::make_unexpected(done.error());
    }
    const auto rest = (*archive)->next();
    if (!rest)
        return tl::make_unexpected(rest.error());
    if (*rest)
        return damaged(path, "there is a part more than manifest.json names");
    const std::string recording = folder.path() + "/" + kRecordingName;
    if (const auto checked = checkRecording(path, recording, verified->manifest); !checked)
        return tl::make_unexpected(checked.error());
    NewFile manifestFile(folder.path() + "/" + kManifestName);
    if (!manifestFile.write(manifestText))
        return failure(ErrorKind::Refused, folder.path() + " cannot be written to.");
    return verified;
}

} // namespace

const char* toString(Trust trust)
{
    switch (trust) {
    case Trust::Trusted:
        return "trusted";
    case Trust::UnknownKey:
        return "unknown-key";
    case Trust::NotSigned:
        return "not-signed";
    }
    return "";
}

std::string trustText(const Verified& verified)
{
    switch (verified.trust) {
    case Trust::Trusted:
        return "Signed with a key of your list, "
            + (verified.signerName.empty() ? "which has no name there" : verified.signerName) + " ("
            + verified.fingerprint + ").";
    case Trust::UnknownKey:
        return "Signed with a key that you do not know (" + verified.fingerprint
            + "): whole since then, but by whom is open.";
    case Trust::NotSigned:
        break;
    }
    return "Not signed: it fits together, but anybody can have made it.";
}

Result<Verified> verify(const std::string& path, const std::vector<TrustedKey>& trusted,
                        const std::string& scratch, const std::function<bool()>& goesOn)
{
    Folder folder;
    return unpack(path, trusted, scratch + "/plumbline-verify", folder, goesOn);
}

Result<Opened> open(const std::string& path, const std::vector<TrustedKey>& trusted,
                    const std::string& folder, const std::function<bool()>& goesOn)
{
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(folder, error)))
        return failure(ErrorKind::Usage, folder + " is there already. Name a new folder.");
    Folder partial;
    auto verified = unpack(path, trusted, folder, partial, goesOn);
    if (!verified)
        return tl::make_unexpected(verified.error());
    if (const auto moved = partial.moveTo(folder); !moved)
        return tl::make_unexpected(moved.error());
    return Opened{.verified = std::move(*verified), .recording = folder + "/" + kRecordingName};
}

Result<void> checkUnpacked(const std::string& folder, const Manifest& manifest,
                           const std::function<bool()>& goesOn)
{
    const std::string recording = folder + "/" + kRecordingName;
    const auto changed = [&](const std::string& how) {
        return failure(ErrorKind::Refused,
                       recording + how
                           + " since it was unpacked: it is not what the bundle holds. Open it by "
                             "itself, or move "
                           + folder + " away to unpack the bundle anew.");
    };
    std::error_code error;
    if (!std::filesystem::exists(recording, error))
        return changed(" is gone");
    // What was written and is not in the file itself yet is read with it.
    for (const char* suffix : {"-wal", "-journal"}) {
        const auto size = std::filesystem::file_size(recording + suffix, error);
        if (!error && size > 0)
            return changed(" was written to");
    }
    const auto member =
        std::ranges::find(manifest.members, std::string(kRecordingName), &Member::name);
    const auto hashed = hashFile(recording, goesOn);
    if (!hashed)
        return tl::make_unexpected(hashed.error());
    if (member == manifest.members.end() || hashed->sha256 != member->sha256)
        return changed(" was changed");
    return {};
}

Result<Verified> show(const std::string& path, const std::vector<TrustedKey>& trusted)
{
    const auto archive = ArchiveReader::open(path);
    if (!archive)
        return tl::make_unexpected(archive.error());
    return readHead(**archive, path, trusted, nullptr);
}

} // namespace bundle
