// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/TargetFacts.h"

#include "models/catalog/PriceBook.h"

namespace signalbox::models {

const TargetFacts::Facts &TargetFacts::find(const QString &name)
{
    auto known = m_known.find(name);
    if (known == m_known.end())
        known = m_known.insert(name, read(name));
    return *known;
}

TargetFacts::Facts TargetFacts::read(const QString &name) const
{
    const NamedTarget named = m_names.find(name);
    Facts facts;
    if (!named.provider)
        return facts;
    const bool isSimulated = named.provider->dialect == ProviderDialect::Simulated;
    if (m_references.models && !isSimulated)
        facts.model = m_references.models->find(named.model);
    facts.contextWindow = named.target && named.target->contextWindow >= 0
        ? named.target->contextWindow
        : facts.model.contextWindow;
    if (m_references.prices && !isSimulated) {
        const bool isGiven = named.target && named.target->inputPricePerMillion >= 0
            && named.target->outputPricePerMillion >= 0;
        facts.isPriceUnknown = !isGiven && !m_references.prices->find(*named.provider, named.model);
    }
    return facts;
}

} // namespace signalbox::models
