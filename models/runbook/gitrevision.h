// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"

#include <QString>

#include <memory>
#include <string>

namespace runbook {

// The git checkout that a folder lies in, if it does: which commit is checked out, and whether a
// file is as that commit has it. Read by libgit2 from what .git holds (SHA-1; worktrees, packs and
// packed references too): git itself is never run, and with it no hook, filter or configured
// program of a checkout that somebody else wrote; only git's own turning of line ends is followed.
// Reads files, so not on the GUI thread. Any thread, one at a time; a snapshot.
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
    // Of a file whose content was read just now; an absolute path. Committed: it is what the commit
    // has, whatever is staged. Unknown: the objects of the commit cannot be read.
    CommitState stateOf(const QString& file, const std::string& content) const;
    // Files that tell when all this changes: HEAD, packed references, the branch. They need not
    // exist.
    QStringList watched() const;

private:
    struct Checkout;
    GitRevision();
    std::unique_ptr<Checkout> m_checkout; // null: none
};

} // namespace runbook
