import FlyingFox
import Foundation

// Work that is asked for, looked at, and fetched.
extension Providers {
  /// fal, Replicate, GMI Cloud.
  func queues(_ call: Call) async -> Answer? {
    switch (call.method, call.path) {
    case ("GET", "/v1/models/pricing"):
      return .json([
        "prices": [
          [
            "endpoint_id": "fal-ai/flux/schnell", "unit_price": 0.003, "unit": "megapixels",
            "currency": "USD",
          ]
        ]
      ])
    case ("GET", "/v1/models/billing-events"):
      return .json(["billing_events": [["output_units": 1, "cost_estimate_nano_usd": 3_000_000]]])
    case ("POST", "/fal-ai/flux/schnell"):
      let id = await world.begin("fal", ["IN_QUEUE", "IN_PROGRESS", "COMPLETED"])
      let base = "\(call.host)/fal-ai/flux/requests/\(id)"
      return .json([
        "request_id": id, "status_url": "\(base)/status", "response_url": base,
        "cancel_url": "\(base)/cancel", "queue_position": 0,
      ])
    case ("GET", let path) where path.hasPrefix("/fal-ai/flux/requests/"):
      guard call.parts.count > 4 else {
        var answer = Answer.json([
          "images": [["url": "\(call.host)/files/0/flux.png", "width": 512, "height": 512]],
          "seed": 7, "prompt": "", "has_nsfw_concepts": [false],
          "timings": [:] as [String: Any],
        ])
        answer.headers[HTTPHeader("x-fal-billable-units")] = "1"
        return answer
      }
      guard let state = await world.look(at: call.parts[3]) else { return .notFound }
      let base = "\(call.host)/fal-ai/flux/requests/\(call.parts[3])"
      return .json(
        [
          "status": state, "request_id": call.parts[3], "status_url": "\(base)/status",
          "response_url": base, "cancel_url": "\(base)/cancel", "queue_position": 0,
          "logs": [] as [String], "metrics": ["inference_time": 0.4],
        ], status: state == "COMPLETED" ? 200 : 202)
    case ("PUT", let path) where path.hasSuffix("/cancel"):
      return .json(["status": "CANCELLATION_REQUESTED"], status: 202)
    case ("POST", let path) where path.hasPrefix("/v1/models/") && path.hasSuffix("/predictions"):
      return await prediction(
        call, await world.begin("rep", ["starting", "processing", "succeeded"]), 201)
    case ("GET", let path) where path.hasPrefix("/v1/predictions/"):
      return await prediction(call, call.parts[2], 200)
    case ("POST", let path) where path.hasPrefix("/v1/predictions/"):
      return .json(["id": call.parts[2], "status": "canceled"])
    case ("POST", "/api/v1/ie/requestqueue/apikey/requests"):
      let id = await world.begin("gmi", ["queued", "processing", "success"])
      return .json(["request_id": id, "status": "created"])
    case ("GET", let path) where path.hasPrefix("/api/v1/ie/requestqueue/apikey/requests/"):
      guard let state = await world.look(at: call.parts[6]) else { return .notFound }
      return .json([
        "request_id": call.parts[6], "status": state,
        "outcome": ["media_urls": [["url": "\(call.host)/files/0/gmi.png"]]],
      ])
    default: return nil
    }
  }

  private func prediction(_ call: Call, _ id: String, _ status: Int) async -> Answer {
    guard let state = await world.look(at: id) else { return .notFound }
    let isDone = state == "succeeded"
    return .json(
      [
        "id": id, "status": state, "model": "black-forest-labs/flux-schnell", "version": "hidden",
        "input": [:] as [String: Any], "source": "api", "logs": "", "error": NSNull(),
        "created_at": "2026-11-22T10:00:00Z",
        "output": isDone ? ["\(call.host)/files/0/rep.png"] : NSNull(),
        "metrics": isDone ? ["predict_time": 0.61, "image_count": 1] : [:] as [String: Any],
        "urls": [
          "get": "\(call.host)/v1/predictions/\(id)",
          "cancel": "\(call.host)/v1/predictions/\(id)/cancel",
        ],
      ], status: status)
  }

  /// Google, Runway, Luma, Bedrock.
  func films(_ call: Call) async -> Answer? {
    switch (call.method, call.path) {
    case ("POST", "/v1/interactions"):
      return .json([
        "id": await world.begin("omni", ["in_progress", "completed"]), "status": "in_progress",
      ])
    case ("GET", let path) where path.hasPrefix("/v1/interactions/"):
      guard let state = await world.look(at: call.parts[2]) else { return .notFound }
      return .json([
        "id": call.parts[2], "status": state,
        "usage": [
          "total_input_tokens": 12,
          "output_tokens_by_modality": [
            ["modality": "text", "tokens": 40], ["modality": "video", "tokens": 4344],
          ],
        ],
        "steps": [["content": [["type": "video", "uri": "\(call.host)/files/3/omni.mp4"]]]],
      ])
    case ("POST", let path) where path.hasSuffix(":predictLongRunning"):
      return .json(["name": "projects/p/operations/\(await world.begin("veo", ["no", "yes"]))"])
    case ("POST", let path) where path.hasSuffix(":fetchPredictOperation"):
      let name = call.text("operationName")
      guard let state = await world.look(at: name.split(separator: "/").last.map(String.init) ?? "")
      else { return .notFound }
      guard state == "yes" else { return .json(["name": name]) }
      let film = Media.film(1280, 720, seconds: 4, hasAudio: false).base64EncodedString()
      return .json([
        "name": name, "done": true,
        "response": ["videos": [["bytesBase64Encoded": film, "mimeType": "video/mp4"]]],
      ])
    case ("GET", "/v1/organization"):
      return .json([
        "creditBalance": Int(await world.balance("runway")), "tier": [:] as [String: Any],
        "usage": [:] as [String: Any],
      ])
    case ("POST", "/v1/text_to_video"):
      let credits = 12 * (call.body["duration"] as? Int ?? 2)
      await world.spend(Double(credits), "runway")
      let id = await world.begin("run", ["PENDING", "RUNNING", "SUCCEEDED"])
      return .json(["id": id, "estimatedCost": ["credits": credits]])
    case ("POST", "/v1/generate/video"): return .json(["estimatedCost": ["credits": 24]])
    case ("GET", let path) where path.hasPrefix("/v1/tasks/"):
      guard let state = await world.look(at: call.parts[2]) else { return .notFound }
      var task: [String: Any] = [
        "id": call.parts[2], "status": state, "createdAt": "2026-11-22T10:00:00Z",
      ]
      if state == "SUCCEEDED" {
        task["output"] = ["\(call.host)/files/2/run.mp4?_jwt=signature-of-the-address"]
        task["cost"] = ["credits": 24]
      }
      return .json(task)
    case ("DELETE", let path) where path.hasPrefix("/v1/tasks/"):
      await world.end(call.parts[2])
      return Answer(status: 204)
    case ("POST", "/v1/generations"):
      let id = await world.begin("luma", ["queued", "processing", "completed"])
      return .json(
        [
          "id": id, "type": "video", "state": "queued", "model": "ray-3.2",
          "output": [] as [String],
        ], status: 201)
    case ("GET", let path) where path.hasPrefix("/v1/generations/"):
      guard let state = await world.look(at: call.parts[2]) else { return .notFound }
      return .json([
        "id": call.parts[2], "type": "video", "state": state, "model": "ray-3.2",
        "output": [["url": "\(call.host)/files/5/luma.mp4", "type": "video"]],
      ])
    case ("GET", "/dream-machine/v1/credits"):
      return .json(["credit_balance": await world.balance("luma")])
    case ("POST", "/dream-machine/v1/generations/video"), ("POST", "/dream-machine/v1/generations"):
      await world.spend(14, "luma")
      return .json(
        [
          "id": await world.begin("dream", ["queued", "dreaming", "completed"]), "state": "queued",
        ], status: 201)
    case ("GET", let path) where path.hasPrefix("/dream-machine/v1/generations/"):
      guard let state = await world.look(at: call.parts[3]) else { return .notFound }
      return .json([
        "id": call.parts[3], "state": state, "assets": ["video": "\(call.host)/files/5/dream.mp4"],
      ])
    case ("POST", "/async-invoke"):
      let id = await world.begin("bedrock", ["InProgress", "Completed"])
      return .json(["invocationArn": "arn:aws:bedrock:us-west-2:1:async-invoke/\(id)"])
    case ("GET", let path) where path.hasPrefix("/async-invoke/"):
      let id = path.replacingOccurrences(of: "%2F", with: "/").split(separator: "/").last
      guard let state = await world.look(at: id.map(String.init) ?? "") else { return .notFound }
      return .json(["status": state])
    default: return nil
    }
  }

  /// HeyGen and LiveAvatar.
  func avatars(_ call: Call) async -> Answer? {
    switch (call.method, call.path) {
    case ("GET", "/v3/users/me"):
      return .json([
        "data": [
          "wallet": ["remaining_balance": await world.balance("heygen")], "billing_type": "wallet",
        ]
      ])
    case ("POST", "/v3/videos"):
      await world.spend(0.1, "heygen")
      return .json([
        "data": ["video_id": await world.begin("hey", ["pending", "processing", "completed"])]
      ])
    case ("GET", let path) where path.hasPrefix("/v3/videos/"):
      guard let state = await world.look(at: call.parts[2]) else { return .notFound }
      return .json([
        "data": ["status": state, "duration": 2, "video_url": "\(call.host)/files/2/hey.mp4"]
      ])
    case ("GET", "/v1/users/credits"):
      return .json(["code": 100, "data": ["credits_left": "\(await world.balance("liveavatar"))"]])
    case ("POST", "/v1/sessions/token"):
      // Sessions of the sandbox are free.
      let isFree = call.body["is_sandbox"] as? Bool == true
      let id = await world.begin(isFree ? "sandbox" : "session", ["open"])
      return .json([
        "code": 100, "data": ["session_id": id, "session_token": "token-of-\(id)-that-is-secret"],
      ])
    case ("POST", "/v1/sessions/start"):
      if !call.key.contains("sandbox") { await world.spend(1, "liveavatar") }
      return .json(
        ["code": 100, "data": ["livekit_url": "wss://example.com", "livekit_client_token": "-"]],
        status: 201)
    case ("POST", "/v1/sessions/stop"):
      await world.end(call.text("session_id"))
      return .json(["code": 100, "data": NSNull()])
    default: return nil
    }
  }
}
