// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"
#include "widgets/sources/setuptexts.h"

#include <QScrollArea>
#include <QStringList>

#include <vector>

class QVBoxLayout;

namespace sources {

// The parts of a set-up below one another, each with the place where it goes and a button that
// copies it alone. It scrolls where there is no room for all. GUI thread.
class SetupBlocks final : public QScrollArea
{
    Q_OBJECT

public:
    explicit SetupBlocks(const common::Theme& theme, QWidget* parent = nullptr);

    void setParts(const std::vector<SetupPart>& parts);
    QStringList texts() const; // what is copied, one a part

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    void add(const SetupPart& part);
    void restyle();
    void fit();

    const common::Theme& m_theme;
    QWidget* m_content;
    QVBoxLayout* m_layout;
};

} // namespace sources
