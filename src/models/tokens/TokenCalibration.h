// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <string>
#include <string_view>
#include <unordered_map>

namespace signalbox::models {

/// How far estimates of input tokens are off at each provider and model family, learned from the
/// usage that answers report. Tokenizers differ by nearly constant factors, which a few dozen calls
/// tell; a model that is new borrows from what its provider's others taught.
///
/// Kept for each pair: the mean logarithm of reported over estimated, older calls fading. One call
/// moves it only so far, whatever it reports (a cached document, a server's tool). A plain value
/// without locks that belongs to the proxy thread; it holds no text of any prompt. Bounded: the
/// pair that was heard of longest ago makes room.
class TokenCalibration final
{
public:
    static constexpr std::size_t mostEntries = 1024;

    /// An answer of \a provider (its id in the policy) reported \a reportedInput tokens where
    /// \a estimatedInput were expected, before any correction. Counts below 1 teach nothing.
    void observe(std::string_view provider, std::string_view model, qint64 estimatedInput,
                 qint64 reportedInput);

    /// What to multiply an estimate with; 1 as long as nothing is known.
    [[nodiscard]] double factor(std::string_view provider, std::string_view model) const;
    /// \a estimated times the factor, rounded.
    [[nodiscard]] qint64 corrected(std::string_view provider, std::string_view model,
                                   qint64 estimated) const;

    /// All that was learned, to be kept over a restart.
    [[nodiscard]] QByteArray toJson() const;
    /// What toJson() wrote. Anything else is forgotten: it is learned anew.
    [[nodiscard]] static TokenCalibration fromJson(const QByteArray &json);

    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    struct Entry
    {
        double mean = 0; ///< of ln(reported / estimated)
        double weight = 0; ///< of the calls behind it, faded
        quint64 heardAt = 0; ///< rises with every call

        void learn(double logRatio, double callWeight);
    };

    void observeOne(const std::string &key, double logRatio, double weight);
    [[nodiscard]] double meanOf(std::string_view provider, std::string_view model) const;
    void makeRoom();

    std::unordered_map<std::string, Entry> m_entries; ///< by provider, and provider and family
    quint64 m_calls = 0;
};

} // namespace signalbox::models
