from aws_cdk import App

from private_network_stack import PrivateNetworkStack

app = App()
PrivateNetworkStack(app, "PrivateNetwork", description="An AMI that is built without internet access")
app.synth()
