// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/catalog/ModelFacts.h"
#include "models/catalog/Price.h"
#include "routing/route/Candidate.h"
#include "routing/route/Scoreboard.h"

#include <boost/container/small_vector.hpp>
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

/// Where the scoreboard keeps what it measures of a candidate.
struct CandidateScores
{
    TargetScore *target = nullptr;
    Breaker *model = nullptr;
};

/// The books of all candidates of one plan, and their places on the scoreboard, looked up when they
/// are first asked for: names cost too much to be looked up for each request. Prices that change
/// with the hour are looked up again after a minute. Lives on the proxy thread.
class PlanBooks final
{
public:
    explicit PlanBooks(ModelCatalog &catalog)
        : m_catalog(catalog)
    {}

    [[nodiscard]] const CandidateBook &of(const Candidate &candidate, qint64 wallMs);
    /// \a board is the same in all calls.
    [[nodiscard]] CandidateScores scoresOf(const Candidate &candidate, Scoreboard &board);
    /// The same of a key at the candidate's model, as far as it has been tried there; -1 stands for
    /// a provider that needs none.
    [[nodiscard]] KeyAtModel keyOf(const Candidate &candidate, int key, Scoreboard &board);
    /// Everything is looked up anew: there are other books.
    void forget() { m_entries.clear(); }

private:
    struct Entry
    {
        CandidateBook book;
        qint64 untilMs = 0;
        CandidateScores scores;
        boost::container::small_vector<KeyAtModel, 2> keys; ///< that of key n at n + 1
    };

    [[nodiscard]] Entry &entryOf(const Candidate &candidate);
    [[nodiscard]] CandidateBook look(const Candidate &candidate, qint64 wallMs);

    ModelCatalog &m_catalog;
    std::vector<Entry> m_entries; ///< by the candidate's index
    Entry m_madeUp;
};

} // namespace signalbox::routing
