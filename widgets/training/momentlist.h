// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"
#include "widgets/training/trainingtexts.h"

#include <QListWidget>

#include <vector>

namespace trainingview {

// The moments of a drill that is over, by time: what happened, and marked and in bold what the
// person did. A click or Enter goes there.
class MomentList final : public QListWidget
{
    Q_OBJECT

public:
    explicit MomentList(const common::Theme& theme, QWidget* parent = nullptr);

    void setMoments(std::vector<MomentText> moments);

    QSize minimumSizeHint() const override;

signals:
    void momentChosen(telemetry::Timestamp time);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit(); // as high as all of them
    void choose(const QListWidgetItem* item);
    void restyle();

    const common::Theme& m_theme;
    std::vector<MomentText> m_moments;
};

} // namespace trainingview
