// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/catalog/ModelFacts.h"
#include "models/catalog/Price.h"
#include "routing/route/Candidate.h"

#include <optional>
#include <vector>

namespace signalbox::routing {

class ModelCatalog;

/// What is known of a candidate before it is asked.
struct CandidateBook
{
    models::ModelFacts facts;
    std::optional<models::Price> price; ///< as it is now; a target's own goes before the table's
};

/// The books of all candidates of one plan, looked up when they are first asked for. Prices that
/// change with the hour are looked up again after a minute. Lives on the proxy thread.
class PlanBooks final
{
public:
    explicit PlanBooks(ModelCatalog &catalog)
        : m_catalog(catalog)
    {}

    [[nodiscard]] const CandidateBook &of(const Candidate &candidate, qint64 wallMs);
    /// Everything is looked up anew: another plan, or other books.
    void forget() { m_entries.clear(); }

private:
    struct Entry
    {
        CandidateBook book;
        qint64 untilMs = 0;
    };

    [[nodiscard]] CandidateBook look(const Candidate &candidate, qint64 wallMs);

    ModelCatalog &m_catalog;
    std::vector<Entry> m_entries; ///< by the candidate's index
    Entry m_madeUp;
};

} // namespace signalbox::routing
