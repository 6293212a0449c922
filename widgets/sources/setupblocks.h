// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"
#include "widgets/sources/setuptexts.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace sources {

// The parts of a set-up below one another, each whole, with the place where it goes and a button
// that copies it alone. The page around it scrolls. GUI thread.
class SetupBlocks final : public QWidget
{
    Q_OBJECT

public:
    explicit SetupBlocks(const common::Theme& theme, QWidget* parent = nullptr);

    void setParts(const std::vector<SetupPart>& parts);
    QStringList texts() const; // what is copied, one a part

private:
    void add(const SetupPart& part);
    void restyle();

    const common::Theme& m_theme;
    QVBoxLayout* m_layout;
};

} // namespace sources
