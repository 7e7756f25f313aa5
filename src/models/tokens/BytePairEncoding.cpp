// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/BytePairEncoding.h"

#include "models/tokens/TokenPieces.h"

#include <algorithm>

namespace signalbox::models {

namespace {

/// Merges the bytes of one piece after another: always the pair of the lowest rank, the leftmost of
/// equal ones. Tokens are a linked list over the bytes and possible merges a heap, so that a piece
/// of a million bytes is no worse than a million short ones.
class PieceMerger final
{
public:
    explicit PieceMerger(const TokenRanks &ranks)
        : m_ranks(ranks)
    {}

    /// Calls \a take with the rank of each token of \a piece.
    template<typename Take>
    void merge(std::string_view piece, Take take)
    {
        const quint32 whole = m_ranks.rankOf(piece);
        if (whole != TokenRanks::none) {
            take(whole);
            return;
        }
        begin(piece);
        while (!m_merges.empty())
            mergeLowest();
        for (std::size_t at = 0; at < piece.size(); at = m_tokens[at].end)
            take(m_ranks.rankOf(piece.substr(at, m_tokens[at].end - at)));
    }

private:
    /// The token that begins at a byte, where one does.
    struct Token
    {
        std::size_t previous = 0; ///< where the one before begins
        std::size_t end = 0; ///< 0: no token begins here any more
    };
    struct Merge
    {
        quint32 rank;
        std::size_t begin;
        std::size_t end;

        /// Orders a heap with the lowest on top.
        bool operator<(const Merge &other) const
        {
            return rank != other.rank ? rank > other.rank : begin > other.begin;
        }
    };

    void begin(std::string_view piece)
    {
        m_piece = piece;
        m_tokens.resize(piece.size());
        for (std::size_t at = 0; at < piece.size(); ++at)
            m_tokens[at] = {.previous = at - 1, .end = at + 1};
        for (std::size_t at = 0; at + 1 < piece.size(); ++at)
            consider(at);
    }

    /// The token at \a at and the one behind it, where they make a token.
    void consider(std::size_t at)
    {
        const std::size_t next = m_tokens[at].end;
        if (next == m_piece.size())
            return;
        const std::size_t end = m_tokens[next].end;
        const quint32 rank = m_ranks.rankOf(m_piece.substr(at, end - at));
        if (rank == TokenRanks::none)
            return;
        m_merges.push_back({rank, at, end});
        std::push_heap(m_merges.begin(), m_merges.end());
    }

    void mergeLowest()
    {
        std::pop_heap(m_merges.begin(), m_merges.end());
        const Merge merge = m_merges.back();
        m_merges.pop_back();
        Token &left = m_tokens[merge.begin];
        // Either half may have been merged otherwise in the meantime.
        if (left.end == 0 || left.end >= merge.end || m_tokens[left.end].end != merge.end)
            return;
        m_tokens[left.end].end = 0;
        left.end = merge.end;
        if (merge.end < m_piece.size())
            m_tokens[merge.end].previous = merge.begin;
        consider(merge.begin);
        if (merge.begin > 0)
            consider(left.previous);
    }

    const TokenRanks &m_ranks;
    std::string_view m_piece;
    std::vector<Token> m_tokens;
    std::vector<Merge> m_merges;
};

template<typename Take>
void forTokens(const BytePairEncoding &encoding, std::string_view utf8, Take take)
{
    TokenPieces pieces(encoding.encoding(), utf8);
    PieceMerger merger(encoding.ranks());
    for (std::string_view piece = pieces.next(); !piece.empty(); piece = pieces.next())
        merger.merge(piece, take);
}

} // namespace

qint64 BytePairEncoding::count(std::string_view utf8) const
{
    qint64 tokens = 0;
    forTokens(*this, utf8, [&tokens](quint32) { ++tokens; });
    return tokens;
}

std::vector<quint32> BytePairEncoding::encode(std::string_view utf8) const
{
    std::vector<quint32> tokens;
    forTokens(*this, utf8, [&tokens](quint32 rank) { tokens.push_back(rank); });
    return tokens;
}

} // namespace signalbox::models
