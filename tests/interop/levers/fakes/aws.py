# SPDX-License-Identifier: GPL-3.0-or-later
"""SageMaker and Bedrock as far as levers need them, in the shapes of AWS's own service descriptions (botocore:
sagemaker/2017-07-24, bedrock/2023-04-20). Every request's Signature Version 4 is computed anew and compared. Changes take
`lag` seconds (None: for ever), in which the former model answers and no other change is taken."""
import hashlib
import hmac
import json
import time
from urllib.parse import quote, urlsplit

from base import Fake, Reply, main, route

ACCOUNT = "arn:aws:{}:us-east-1:123456789012:"


def signature(key, region, service, request, target):
    """What the Authorization header should hold (docs.aws.amazon.com, "Create a signed AWS API request")."""
    scheme, _, fields = request.headers.get("Authorization", "").partition(" ")
    parts = dict(part.strip().split("=", 1) for part in fields.split(",") if "=" in part)
    if scheme != "AWS4-HMAC-SHA256" or "SignedHeaders" not in parts:
        return None
    identity, day, own_region, own_service, end = parts["Credential"].rsplit("/", 4)
    if (own_region, own_service, end) != (region, service, "aws4_request"):
        return None
    names = parts["SignedHeaders"].split(";")
    if "host" not in names or "x-amz-date" not in names:
        return None
    canonical = "\n".join([
        request.method, quote(urlsplit(target).path, safe="/~"), "&".join(sorted(filter(None, urlsplit(target).query.split("&")))),
        "".join(f"{name}:{' '.join(request.headers.get(name, '').split())}\n" for name in names), ";".join(names),
        hashlib.sha256(request.body).hexdigest()])
    to_sign = "\n".join(["AWS4-HMAC-SHA256", request.headers["x-amz-date"], f"{day}/{region}/{service}/aws4_request",
                         hashlib.sha256(canonical.encode()).hexdigest()])
    secret = ("AWS4" + key[1]).encode()
    for text in (day, region, service, "aws4_request"):
        secret = hmac.new(secret, text.encode(), hashlib.sha256).digest()
    wanted = hmac.new(secret, to_sign.encode(), hashlib.sha256).hexdigest()
    return identity == key[0] and hmac.compare_digest(wanted, parts["Signature"])


class FakeAws(Fake):
    service = ""

    def __init__(self, key=("AKIDEXAMPLE", "secret"), session="", is_exact=True):
        """`is_exact`: not where a proxy in between changes the host, which is signed."""
        super().__init__()
        self.key, self.session, self.is_exact = key, session, is_exact
        self.reset()

    def reset(self):
        self.lag, self.fails, self.denied = 0.0, False, False
        self.pending = []  # (time, what to do)

    def settle(self):
        for when, act in [one for one in self.pending if one[0] <= time.monotonic()]:
            self.pending.remove((when, act))
            act()

    def later(self, act):
        if self.lag == 0:
            act()
        elif self.lag is not None:
            self.pending.append((time.monotonic() + self.lag, act))

    def authorize(self, request):
        good = (signature(self.key, "us-east-1", self.service, request, request.path) if self.is_exact
                else f"Credential={self.key[0]}/" in request.headers.get("Authorization", ""))
        if not good or (self.session and request.headers.get("X-Amz-Security-Token") != self.session):
            raise self.error("InvalidSignatureException", "The request signature we calculated does not match the signature you "
                             "provided. Check your AWS Secret Access Key and signing method.", 403)
        self.settle()


class FakeSageMaker(FakeAws):
    service = "sagemaker"
    TYPE = {"Content-Type": "application/x-amz-json-1.1"}

    def reset(self):
        super().reset()
        self.endpoints, self.configurations = {}, {}

    def error(self, kind, message, status=400):
        return Reply(status, json.dumps({"__type": kind, "message": message}), {**self.TYPE, "x-amzn-ErrorType": kind})

    def add(self, name, configuration, **weights):
        self.configurations.update({configuration: True})
        self.endpoints[name] = {"EndpointName": name, "EndpointArn": ACCOUNT.format("sagemaker") + "endpoint/" + name,
                                "EndpointConfigName": configuration, "EndpointStatus": "InService",
                                "CreationTime": 1.0, "LastModifiedTime": 1.0,
                                "ProductionVariants": [{"VariantName": variant, "CurrentWeight": weight, "DesiredWeight": weight,
                                                        "CurrentInstanceCount": 1, "DesiredInstanceCount": 1}
                                                       for variant, weight in weights.items()]}

    def known(self, name):
        if name not in self.endpoints:
            raise self.error("ValidationException", f'Could not find endpoint "{name}".')
        return self.endpoints[name]

    def at_rest(self, name):
        endpoint = self.known(name)
        if endpoint["EndpointStatus"] != "InService":
            raise self.error("ValidationException", f'Cannot update in-progress endpoint "{endpoint["EndpointArn"]}".')
        return endpoint

    @route("POST", "/")
    def act(self, request):
        body, action = request.json() or {}, request.headers.get("X-Amz-Target", "").removeprefix("SageMaker.")
        if request.headers.get("Content-Type") != "application/x-amz-json-1.1" or not hasattr(self, "do_" + action):
            raise self.error("UnknownOperationException", action)
        return Reply(200, json.dumps(getattr(self, "do_" + action)(request, body)), self.TYPE)

    def do_ListEndpoints(self, request, body):
        return {"Endpoints": [{key: one[key] for key in ("EndpointName", "EndpointArn", "EndpointStatus")}
                              for name, one in self.endpoints.items() if body.get("NameContains", "") in name]}

    def do_ListEndpointConfigs(self, request, body):
        return {"EndpointConfigs": [{"EndpointConfigName": name} for name in self.configurations
                                    if body.get("NameContains", "") in name]}

    def do_DescribeEndpoint(self, request, body):
        return self.known(body.get("EndpointName"))

    def writing(self, request):
        if self.denied:
            raise self.error("AccessDeniedException", "User: arn:aws:iam::123456789012:user/ops is not authorized to perform: "
                             "sagemaker:UpdateEndpoint")
        self.wrote(request)

    def do_UpdateEndpointWeightsAndCapacities(self, request, body):
        endpoint = self.at_rest(body["EndpointName"])
        self.writing(request)
        endpoint["EndpointStatus"] = "Updating"
        for wanted in body["DesiredWeightsAndCapacities"]:
            variant = next(one for one in endpoint["ProductionVariants"] if one["VariantName"] == wanted["VariantName"])
            variant["DesiredWeight"] = float(wanted["DesiredWeight"])

        def done():
            endpoint["EndpointStatus"] = "InService"
            for variant in endpoint["ProductionVariants"]:
                variant["CurrentWeight"] = variant["DesiredWeight"]
        self.later(done)
        return {"EndpointArn": endpoint["EndpointArn"]}

    def do_UpdateEndpoint(self, request, body):
        endpoint = self.at_rest(body["EndpointName"])
        if body["EndpointConfigName"] not in self.configurations:
            raise self.error("ValidationException", f'Could not find endpoint configuration "{body["EndpointConfigName"]}".')
        self.writing(request)
        endpoint["EndpointStatus"] = "Updating"

        def done():
            endpoint["EndpointStatus"] = "InService"
            if not self.fails:  # else it is rolled back to what it was
                endpoint["EndpointConfigName"] = body["EndpointConfigName"]
        self.later(done)
        return {"EndpointArn": endpoint["EndpointArn"]}


class FakeBedrock(FakeAws):
    service = "bedrock"

    def reset(self):
        super().reset()
        self.throughputs, self.deployments = {}, {}

    def error(self, kind, message, status=400):
        return Reply(status, {"message": message}, {"x-amzn-ErrorType": kind})

    def add(self, name, model):
        moment = "2026-11-23T10:00:00Z"
        self.throughputs[name] = {
            "modelUnits": 1, "desiredModelUnits": 1, "provisionedModelName": name, "modelArn": model, "desiredModelArn": model,
            "provisionedModelArn": ACCOUNT.format("bedrock") + "provisioned-model/" + name, "foundationModelArn": model,
            "status": "InService", "creationTime": moment, "lastModifiedTime": moment}
        self.deployments[name] = {
            "customModelDeploymentArn": ACCOUNT.format("bedrock") + "custom-model-deployment/" + name, "status": "Active",
            "modelDeploymentName": name, "modelArn": model, "createdAt": moment}

    def known(self, table, name):
        if name not in table:
            raise self.error("ResourceNotFoundException", "The provided identifier was not found.", 404)
        return table[name]

    def writing(self, request, wanted):
        if self.denied:
            raise self.error("AccessDeniedException", "User is not authorized to perform this operation", 403)
        if not str(wanted).startswith("arn:"):
            raise self.error("ValidationException", "The provided model identifier is invalid.")
        self.wrote(request)

    @route("GET", "/provisioned-model-throughput/([^/]+)")
    def throughput(self, request, name):
        return self.known(self.throughputs, name)

    @route("PATCH", "/provisioned-model-throughput/([^/]+)")
    def update_throughput(self, request, name):
        one, wanted = self.known(self.throughputs, name), (request.json() or {}).get("desiredModelId")
        if one["status"] != "InService":
            raise self.error("ValidationException", "The provisioned model is being updated.")
        self.writing(request, wanted)
        one.update(desiredModelArn=wanted, status="Updating")

        def done():
            one.update(status="InService", **({} if self.fails else {"modelArn": wanted}))
        self.later(done)
        return {}

    @route("GET", "/model-customization/custom-model-deployments/([^/]+)")
    def deployment(self, request, name):
        return self.known(self.deployments, name)

    @route("PATCH", "/model-customization/custom-model-deployments/([^/]+)")
    def update_deployment(self, request, name):
        one, wanted = self.known(self.deployments, name), (request.json() or {}).get("modelArn")
        if one.get("updateDetails", {}).get("updateStatus") == "Updating":
            raise self.error("ValidationException", "The deployment is being updated.")
        self.writing(request, wanted)
        one["updateDetails"] = {"modelArn": wanted, "updateStatus": "Updating"}

        def done():
            one["updateDetails"]["updateStatus"] = "UpdateFailed" if self.fails else "UpdateCompleted"
            if not self.fails:
                one["modelArn"] = wanted
        self.later(done)
        return Reply(202, {"customModelDeploymentArn": one["customModelDeploymentArn"]})


if __name__ == "__main__":
    main(FakeSageMaker())
