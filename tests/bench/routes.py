"""One peer plans one day of routes: the problem comes as JSON on standard input, the routes go out as JSON.

`python routes.py PEER`, where PEER is pyvrp, ortools, vroom or vrp. Times and ways are whole numbers,
node 0 is the depot; each peer has one thread and as many seconds as the problem says. Only the search
is timed: what it takes to start Python and to hand the problem over is not the peer's.
"""

import json
import sys
import time


def pyvrp(day):
    import numpy
    from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve
    from pyvrp.stop import MaxRuntime

    ways = numpy.array(day["ways"])
    clients = [
        Client(node, [day["load"][node]], service_duration=day["service"][node], tw_early=opens, tw_late=closes)
        for node, (opens, closes) in enumerate(day["windows"])
        if node > 0
    ]
    vehicles = VehicleType(day["vehicles"], [day["capacity"]], tw_late=day["windows"][0][1])
    locations = [Location(0, 0) for _ in ways]
    data = ProblemData(locations, clients, [Depot(0)], [vehicles], [ways], [ways])
    begun = time.perf_counter()
    found = solve(data, MaxRuntime(day["seconds"]), seed=day["seed"], collect_stats=False).best
    took = time.perf_counter() - begun
    routes = found.routes() if found.is_feasible() else []
    return took, [[visit.idx + 1 for visit in route.schedule() if visit.is_client()] for route in routes]


def ortools(day):
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    nodes = pywrapcp.RoutingIndexManager(len(day["ways"]), day["vehicles"], 0)
    model = pywrapcp.RoutingModel(nodes)
    way = model.RegisterTransitMatrix(day["ways"])
    model.SetArcCostEvaluatorOfAllVehicles(way)
    load = model.RegisterUnaryTransitVector(day["load"])
    model.AddDimension(load, 0, day["capacity"], True, "load")
    there = [[way + stay for way in row] for row, stay in zip(day["ways"], day["service"])]
    last = day["windows"][0][1]
    model.AddDimension(model.RegisterTransitMatrix(there), last, last, False, "time")
    clock = model.GetDimensionOrDie("time")
    for node, (opens, closes) in enumerate(day["windows"]):
        if node > 0:
            clock.CumulVar(nodes.NodeToIndex(node)).SetRange(opens, closes)
    asked = pywrapcp.DefaultRoutingSearchParameters()
    asked.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PATH_CHEAPEST_ARC
    asked.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    asked.time_limit.FromMilliseconds(int(day["seconds"] * 1000))
    begun = time.perf_counter()
    found = model.SolveWithParameters(asked)
    took = time.perf_counter() - begun
    routes = []
    for vehicle in range(day["vehicles"] if found else 0):
        at, route = found.Value(model.NextVar(model.Start(vehicle))), []
        while not model.IsEnd(at):
            route.append(nodes.IndexToNode(at))
            at = found.Value(model.NextVar(at))
        routes.append(route)
    return took, routes


def vroom(day):
    import datetime

    import numpy
    import vroom

    ways = numpy.array(day["ways"], dtype=numpy.uint32)
    problem = vroom.Input()
    problem.set_durations_matrix(profile="car", matrix_input=ways)
    last = day["windows"][0][1]
    for vehicle in range(day["vehicles"]):
        problem.add_vehicle(
            vroom.Vehicle(vehicle, start=0, end=0, capacity=[day["capacity"]], time_window=vroom.TimeWindow(0, last))
        )
    for node, (opens, closes) in enumerate(day["windows"]):
        if node > 0:
            window = vroom.TimeWindow(opens, closes)
            stay, load = day["service"][node], [day["load"][node]]
            problem.add_job(
                vroom.Job(node, location=node, default_service=stay, delivery=load, time_windows=[window])
            )
    begun = time.perf_counter()
    found = problem.solve(
        exploration_level=5, nb_threads=1, timeout=datetime.timedelta(seconds=day["seconds"])
    ).to_dict()
    took = time.perf_counter() - begun
    visits = lambda route: [step["id"] for step in route["steps"] if step["type"] == "job"]
    return took, [visits(route) for route in found["routes"]]


def vrp(day):
    import datetime

    import vrp_cli

    begin = datetime.datetime(2026, 1, 1)
    moment = lambda seconds: (begin + datetime.timedelta(seconds=seconds)).isoformat() + "Z"

    def job(node):
        opens, closes = day["windows"][node]
        place = {
            "location": {"index": node},
            "duration": day["service"][node],
            "times": [[moment(opens), moment(closes)]],
        }
        return {"id": str(node), "deliveries": [{"places": [place], "demand": [day["load"][node]]}]}

    nodes = range(len(day["ways"]))
    ends = {"location": {"index": 0}}
    shift = {"start": {**ends, "earliest": moment(0)}, "end": {**ends, "latest": moment(day["windows"][0][1])}}
    fleet = {
        "typeId": "car",
        "vehicleIds": [f"car_{vehicle}" for vehicle in range(day["vehicles"])],
        "profile": {"matrix": "car"},
        "costs": {"fixed": 0.0, "distance": 1.0, "time": 0.0},
        "shifts": [shift],
        "capacity": [day["capacity"]],
    }
    problem = {
        "plan": {"jobs": [job(node) for node in nodes if node > 0]},
        "fleet": {"vehicles": [fleet], "profiles": [{"name": "car"}]},
        "objectives": [[{"type": "minimize-unassigned"}], [{"type": "minimize-cost"}]],
    }
    ways = [way for row in day["ways"] for way in row]
    matrix = {"profile": "car", "travelTimes": ways, "distances": ways}
    asked = {
        "termination": {"maxTime": int(day["seconds"])},
        "environment": {"parallelism": {"numThreadPools": 1, "threadsPerPool": 1}},
    }
    begun = time.perf_counter()
    found = vrp_cli.solve_pragmatic(
        problem=json.dumps(problem), matrices=[json.dumps(matrix)], config=json.dumps(asked)
    )
    took = time.perf_counter() - begun
    visits = lambda tour: [
        int(activity["jobId"])
        for stop in tour["stops"]
        for activity in stop["activities"]
        if activity["type"] == "delivery"
    ]
    return took, [visits(tour) for tour in json.loads(found)["tours"]]


if __name__ == "__main__":
    peer = {"pyvrp": pyvrp, "ortools": ortools, "vroom": vroom, "vrp": vrp}[sys.argv[1]]
    took, routes = peer(json.load(sys.stdin))
    print(json.dumps({"seconds": took, "routes": [route for route in routes if route]}))
