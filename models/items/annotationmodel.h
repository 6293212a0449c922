// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/annotation.h"
#include "models/items/tablemodel.h"

#include <string>
#include <vector>

namespace items {

// The annotations of one trace, in the order of their time. Text is one safe line, see lineText;
// row() has it as recorded. GUI thread.
class AnnotationModel final : public TableModel<Annotation, std::string>
{
    Q_OBJECT

public:
    explicit AnnotationModel(QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;

    void setAnnotations(std::vector<Annotation> annotations);

protected:
    QVariant cell(const Annotation& row, int column, int role) const override;
    std::string keyOf(const Annotation& row) const override { return row.hash; }
    // What is written is never edited.
    bool isSame(const Annotation& left, const Annotation& right) const override
    {
        return left.hash == right.hash;
    }
};

} // namespace items
