from aws_cdk import App

from golden_ami_stack import GoldenAmiStack

app = App()
GoldenAmiStack(app, "GoldenAmi", description="A hardened AMI and what became of it")
app.synth()
