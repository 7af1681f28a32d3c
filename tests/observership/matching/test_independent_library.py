"""The same matching as the independent library `matching`, where both can say the instance."""

import pytest
from matching.games import HospitalResident

from observership.domain.matching import match
from tests.observership.matching.definition import Market
from tests.observership.matching.rounds import seeded_dice, thrown


def _solved(market: Market) -> dict[str, str]:
    """The library's resident-optimal matching of the strict lists of both sides."""
    residents = {name: own for name, own in market.lists.items() if own}
    hospitals = {
        place_id: [name for name in order if place_id in residents.get(name, [])]
        for place_id, order in market.hosts.items()
    }
    hospitals = {place_id: order for place_id, order in hospitals.items() if order}
    capacities = {place_id: market.places[place_id].capacity for place_id in hospitals}
    if not residents:
        return {}
    game = HospitalResident.create_from_dictionaries(residents, hospitals, capacities)
    solved = game.solve(optimal="resident")
    return {resident.name: hospital.name for hospital, held in solved.items() for resident in held}


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_a_hundred_random_rounds_come_out_alike(first):
    for seed in range(first, first + 100):
        given_round = thrown(seeded_dice(seed), most=9)
        assert dict(match(given_round).placed) == _solved(Market(given_round)), seed
