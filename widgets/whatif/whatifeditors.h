// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/replay/recordednames.h"
#include "models/replay/variant.h"
#include "models/telemetry/result.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QDoubleSpinBox;
class QLineEdit;

namespace whatif {

// The settings that are tried most, as fields, and a line for all the others. What is left as it
// is, is no change.
class WhatIfEditors final : public QWidget
{
    Q_OBJECT

public:
    explicit WhatIfEditors(QWidget* parent = nullptr);

    // What is in use: what the fields begin with.
    void setInUse(const replay::Changes& inUse);
    // What settings can be about in the recording, and since when something was wrong: of what is
    // proposed.
    void setNames(const replay::RecordedNames& names,
                  const std::optional<telemetry::Timestamp>& start);
    // Usage error that names the key that cannot be.
    telemetry::Result<replay::Variant> variant() const;

signals:
    void accepted(); // Return in a field
    void changed(); // what is in the fields

private:
    QDoubleSpinBox* m_budget;
    QDoubleSpinBox* m_tolerance;
    QComboBox* m_detector;
    QLineEdit* m_others;
    // As the fields show them, rounded: what is left as it is, is no change.
    double m_budgetInUse = 1;
    double m_toleranceInUse = 0.2;
    QString m_detectorInUse;
};

} // namespace whatif
