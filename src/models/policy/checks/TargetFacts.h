// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/catalog/ModelFacts.h"
#include "models/policy/checks/PolicyReferences.h"
#include "models/policy/checks/TargetNames.h"

#include <QHash>
#include <QString>

namespace signalbox::models {

/// What is known of the targets that graphs name, each looked up once.
class TargetFacts final
{
public:
    /// All of it must outlive this.
    TargetFacts(const TargetNames &names, const PolicyReferences &references)
        : m_names(names)
        , m_references(references)
    {}

    struct Facts
    {
        ModelFacts model{};
        qint64 contextWindow = -1; ///< tokens, -1 unknown
        bool isPriceUnknown = false; ///< it was looked for
    };
    [[nodiscard]] const Facts &find(const QString &name);

private:
    [[nodiscard]] Facts read(const QString &name) const;

    const TargetNames &m_names;
    const PolicyReferences &m_references;
    QHash<QString, Facts> m_known;
};

} // namespace signalbox::models
