// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"

#include <QString>

#include <memory>
#include <string>

namespace runbook {

// The git checkout that a folder lies in, if it does: which commit is checked out, and whether a
// file is as it was committed. Read from the files in .git (HEAD, refs, packed-refs, index versions
// 2 to 4; SHA-1 and SHA-256; worktrees too), at most 64 MiB of index. git itself is never run, and
// with it no hook, filter or configured program of a checkout that somebody else wrote. What
// filters (line ends) change on checkout therefore counts as changed. Any thread; a snapshot.
class GitRevision
{
public:
    // Up to the root of the file system.
    static GitRevision of(const QString& folder);

    GitRevision(GitRevision&& other) noexcept;
    GitRevision& operator=(GitRevision&& other) noexcept;
    ~GitRevision();

    bool isCheckout() const;
    // Lower-case hex; empty outside a checkout, and before the first commit.
    const std::string& commit() const;
    // Of a file whose content was read just now; an absolute path. Committed: it is what the index
    // has, and nothing is staged as far as the index tells (its cached tree is whole).
    CommitState stateOf(const QString& file, const std::string& content) const;
    // Files that tell when all this changes: HEAD, the index, the branch. They need not exist.
    QStringList watched() const;

private:
    struct Checkout;
    GitRevision();
    std::unique_ptr<Checkout> m_checkout; // null: none
};

} // namespace runbook
